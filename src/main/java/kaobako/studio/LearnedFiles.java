package kaobako.studio;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kaobako.store.FormatException;
import kaobako.store.Json;

/** Reads what runs leave in a model's folder: {@code training.jsonl} and {@code samples}. Lines that cannot be read are passed over. Io thread. */
final class LearnedFiles {
    private static final Pattern SHEET = Pattern.compile("step-(\\d{1,18})\\.png");

    private LearnedFiles() {}

    static Learned read(Path model) {
        LossHistory losses = new LossHistory();
        List<Learned.Note> notes = new ArrayList<>();
        Path log = model.resolve("training.jsonl");
        if (Files.isRegularFile(log)) {
            try (BufferedReader lines = Files.newBufferedReader(log)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) take(line, log, losses, notes);
            } catch (IOException damaged) {
                // what was read up to here is worth showing
            }
        }
        return new Learned(losses.snapshot(), sheets(model), notes);
    }

    private static void take(String line, Path log, LossHistory losses, List<Learned.Note> notes) {
        try {
            Map<String, Object> event = Json.object(line, log);
            String kind = String.valueOf(event.get("event"));
            if (kind.equals("progress")) loss(event).ifPresent(losses::add);
            else if (!kind.equals("scanning")) notes.add(new Learned.Note(Instant.parse(String.valueOf(event.get("time"))), kind,
                    (long) number(event.get("step")), String.valueOf(event.getOrDefault("sentence", ""))));
        } catch (FormatException | DateTimeParseException cutOff) {
            // a process that was killed leaves half a line
        }
    }

    private static Optional<Learned.Loss> loss(Map<String, Object> event) {
        if (!(event.get("bands") instanceof List<?> bands)) return Optional.empty();
        return Optional.of(new Learned.Loss((long) number(event.get("step")), number(event.get("loss")), number(event.get("smoothed")),
                bands.stream().map(LearnedFiles::number).toList()));
    }

    private static double number(Object value) {
        return value instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    private static List<Learned.Sheet> sheets(Path model) {
        Path folder = model.resolve("samples");
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            List<Learned.Sheet> sheets = new ArrayList<>();
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                Matcher name = SHEET.matcher(file.getFileName().toString());
                if (name.matches()) sheets.add(new Learned.Sheet(Long.parseLong(name.group(1)), file));
            }
            return sheets;
        } catch (IOException gone) {
            return List.of();
        }
    }
}
