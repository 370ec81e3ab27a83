package kaobako.studio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Notices drawings and walks that took so long that whoever waits for them has turned to something else. One thread. */
public final class LongDrawings {
    private static final Set<JobHandle.Purpose> DRAWN = EnumSet.of(JobHandle.Purpose.DRAW, JobHandle.Purpose.WALK);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final Map<JobHandle, Long> since = new HashMap<>();

    public LongDrawings() {
        this(System::nanoTime);
    }

    /** With a clock of one's own, for tests. */
    LongDrawings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long each took that was done since the last look; those that were stopped or failed are no news. To be asked now and then. */
    public List<Duration> ended(List<JobHandle> underWay) {
        long now = nanos.getAsLong();
        underWay.stream().filter(h -> DRAWN.contains(h.purpose())).forEach(h -> since.putIfAbsent(h, now));
        List<Duration> ended = new ArrayList<>();
        since.entrySet().removeIf(e -> {
            Duration took = Duration.ofNanos(now - e.getValue());
            if (e.getKey().isFulfilled() && took.compareTo(LONG) >= 0) ended.add(took);
            return e.getKey().state().isEnd();
        });
        return ended;
    }
}
