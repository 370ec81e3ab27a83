package kaobako.studio;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;

/**
 * Pictures that are drawn when someone looks: whoever looks says what is to be seen, most wanted first, and finds the pictures here as they
 * come. What nobody looks at any more is not drawn; what was drawn stays, until there is too much of it. Any thread.
 */
public final class Atlas {
    private static final long MOST_BYTES = 192L << 20;

    private final GpuThread gpu;
    private final Workbench bench;
    private final GenerateConfig config;
    private final Map<SeedMix, Picture> pictures = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;
    private List<SeedMix> wishes = List.of();
    private boolean working;
    private Optional<JobHandle> handle = Optional.empty();
    private final Latest<Object> version = new Latest<>(new Object());
    private volatile Optional<Recipe> recipe = Optional.empty();

    /** @param config how they are drawn; its seeds do not count */
    Atlas(GpuThread gpu, Workbench bench, GenerateConfig config) {
        this.gpu = gpu;
        this.bench = bench;
        this.config = config;
    }

    /** Whether it draws as {@code other} says, seeds apart. */
    public boolean draws(GenerateConfig other) {
        return config.equals(other.withSeeds(config.seeds()));
    }

    /** What is to be seen now, in place of what was before. After a failure nothing more is drawn. */
    public void want(List<SeedMix> mixes) {
        synchronized (this) {
            if (mixes.equals(wishes)) return;
            wishes = List.copyOf(mixes);
            if (working || problem().isPresent() || missing(1).isEmpty()) return;
            working = true;
        }
        handle = Optional.of(gpu.start(JobHandle.Purpose.MAP, new AtlasJob(this, bench, config)));
    }

    public synchronized Optional<Picture> picture(SeedMix mix) {
        return Optional.ofNullable(pictures.get(mix));
    }

    /** Another object after every picture that came. */
    public Object version() {
        return version.get();
    }

    /** What they are drawn with; empty before the first. */
    public Optional<Recipe> recipe() {
        return recipe;
    }

    /** Why nothing is drawn; empty as long as all is well. */
    public Optional<Problem> problem() {
        return handle.flatMap(JobHandle::problem);
    }

    public boolean isDrawing() {
        return handle.map(h -> !h.state().isEnd()).orElse(false);
    }

    /** Draws nothing more until something is wanted again. */
    public void stop() {
        synchronized (this) {
            wishes = List.of();
        }
        handle.ifPresent(JobHandle::stop);
    }

    /** The first wishes that are not there yet. Ends the work where there are none. */
    synchronized List<SeedMix> next(int most) {
        List<SeedMix> next = missing(most);
        working = !next.isEmpty();
        return next;
    }

    synchronized boolean wantsOneOf(List<SeedMix> mixes) {
        Set<SeedMix> wanted = new LinkedHashSet<>(wishes);
        return mixes.stream().anyMatch(wanted::contains);
    }

    /** Wishes that are not there yet. */
    synchronized int left() {
        return (int) wishes.stream().filter(w -> !pictures.containsKey(w)).count();
    }

    synchronized void put(List<Picture> drawn, Recipe with) {
        recipe = Optional.of(with);
        for (Picture picture : drawn) {
            if (pictures.put(picture.seeds(), picture) == null) bytes += picture.rgb().length;
        }
        for (var oldest = pictures.values().iterator(); bytes > MOST_BYTES && oldest.hasNext();) {
            bytes -= oldest.next().rgb().length;
            oldest.remove();
        }
        version.set(new Object());
    }

    synchronized void ended() {
        working = false;
    }

    private List<SeedMix> missing(int most) {
        return wishes.stream().filter(w -> !pictures.containsKey(w)).distinct().limit(most).toList();
    }
}
