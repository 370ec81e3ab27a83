package kaobako.studio;

import java.awt.image.BufferedImage;
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
import kaobako.text.Sentence;
import kaobako.train.TrainEvent;
import kaobako.train.TrainEvent.Samples;

/** Reads what runs leave in a model's folder: {@code training.jsonl} without lines that are damaged, and {@code samples}. Io thread. */
final class LearnedFiles {
    private static final Pattern SHEET = Pattern.compile("step-(\\d{1,18})\\.png");

    private final LossHistory losses = new LossHistory();
    private final List<Learned.Note> notes = new ArrayList<>();
    private Optional<Learned.Basis> basis = Optional.empty();

    private LearnedFiles() {}

    static Learned read(Path model) {
        LearnedFiles found = new LearnedFiles();
        Path log = model.resolve(TrainEvent.LOG);
        if (Files.isRegularFile(log)) {
            try (BufferedReader lines = Files.newBufferedReader(log)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) found.take(line, log);
            } catch (IOException damaged) {
                // what was read up to here is worth showing
            }
        }
        return new Learned(found.losses.snapshot(), sheets(model), found.notes, found.basis);
    }

    /** A sheet without enlargement, ARGB, transparent between the samples. */
    static BufferedImage image(Learned.Sheet sheet) throws IOException {
        BufferedImage small = PictureFiles.reduced(PictureFiles.image(sheet.file()), Samples.ENLARGED);
        int pitchX = (small.getWidth() - Samples.SPACING) / Samples.COLUMNS;
        int pitchY = (small.getHeight() - Samples.SPACING) / Samples.COLUMNS;
        BufferedImage image = new BufferedImage(small.getWidth(), small.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < small.getHeight(); y++) {
            for (int x = 0; x < small.getWidth(); x++) {
                if (x % pitchX >= Samples.SPACING && y % pitchY >= Samples.SPACING) image.setRGB(x, y, small.getRGB(x, y));
            }
        }
        return image;
    }

    private void take(String line, Path log) {
        try {
            Map<String, Object> event = Json.object(line, log);
            String kind = String.valueOf(event.get("event"));
            if (kind.equals("prepared")) basis = basis(event);
            if (kind.equals("progress")) loss(event).ifPresent(losses::add);
            else if (!kind.equals("scanning") && !kind.equals("estimate")) notes.add(new Learned.Note(
                    Instant.parse(String.valueOf(event.get("time"))), kind, (long) Math.max(0, number(event.get("step"))), said(event.get("said"))));
        } catch (FormatException | DateTimeParseException cutOff) {
            // a process that was killed leaves half a line
        }
    }

    private static Optional<Learned.Basis> basis(Map<String, Object> event) {
        int pictures = (int) number(event.get("pictures"));
        int batch = (int) number(event.get("batch"));
        return pictures < 1 || batch < 1 ? Optional.empty() : Optional.of(new Learned.Basis(pictures, batch));
    }

    private static Optional<Learned.Loss> loss(Map<String, Object> event) {
        if (!(event.get("bands") instanceof List<?> bands)) return Optional.empty();
        return Optional.of(new Learned.Loss((long) number(event.get("step")), number(event.get("loss")), number(event.get("smoothed")),
                bands.stream().map(LearnedFiles::number).toList()));
    }

    /** A sentence as the log has it; with those inside it. */
    private static Sentence said(Object logged) {
        if (!(logged instanceof Map<?, ?> map) || !(map.get("english") instanceof String english)) return Sentence.english("");
        List<Object> values = map.get("values") instanceof List<?> list
                ? list.stream().<Object>map(v -> v instanceof Map<?, ?> inner ? said(inner) : v).toList() : List.of();
        return new Sentence(String.valueOf(map.get("key")), values, english);
    }

    private static double number(Object value) {
        return value instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    private static List<Learned.Sheet> sheets(Path model) {
        Path folder = model.resolve(Samples.FOLDER);
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
