package kaobako.train;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import kaobako.store.Json;

/** {@link TrainEvent#LOG} in the model's folder: one JSON object a line, with time and kind of the event. One thread at a time. */
final class RunLog {
    private final Path file;

    RunLog(Path out) {
        this.file = out.resolve(TrainEvent.LOG);
    }

    /** Appends an event; what a process killed in mid-line left is ended first. */
    void add(TrainEvent event) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("event", event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (event instanceof TrainEvent.Notice notice) line.put("sentence", notice.sentence());
        else line.putAll(Json.object(Json.line(event), file));
        byte[] bytes = (Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
            long end = log.length();
            if (end > 0) {
                log.seek(end - 1);
                if (log.read() != '\n') log.write('\n');
            }
            long start = log.length();
            log.seek(start);
            try {
                log.write(bytes);
            } catch (IOException e) {
                // half a line would be worse than none
                log.setLength(start);
                throw e;
            }
        }
    }

    Path file() {
        return file;
    }
}
