package kaobako.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kaobako.data.ImageFolder;
import kaobako.file.Why;
import kaobako.text.Sentence;

/**
 * The folder of a model that is yet to be trained, judged before anything is made in it: nothing of the user's is written over, and no run
 * learns from its own sheets. What an attempt without a checkpoint left may stay.
 */
final class NewFolder {
    /** Files and folders that are there before a run's first checkpoint. */
    private static final Set<String> LEAVINGS = Set.of(TrainRequest.PLAN, Checkpoints.FOLDER, TrainEvent.Samples.FOLDER, TrainEvent.LOG,
            TrainEvent.Prepared.REFUSED);

    private NewFolder() {}

    /** @throws TrainException unless {@code out} is new or empty, and not where a scan of {@code data} looks */
    static void require(Path out, Path data) {
        try {
            if (isScanned(real(out), real(data))) {
                throw new TrainException(Sentence.of("train.inside", "%s lies among the pictures of %s, which a run must not learn from. Choose another"
                        + " folder for the model, or of pictures.", out, data));
            }
            if (!Files.isDirectory(out)) return;
            if (Checkpoints.newestStep(out) >= 0) {
                throw new TrainException(Sentence.of("train.occupied",
                        "%s already holds a training run. Resume it, or choose another folder.", out));
            }
            requireEmpty(out);
        } catch (IOException e) {
            throw new TrainException(Sentence.of("train.unlisted", "%s cannot be looked into (%s). Choose a folder that you may read and write.", out,
                    Why.of(e)), e);
        }
    }

    private static void requireEmpty(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            Optional<Path> other = files.filter(file -> !ImageFolder.passesOver(file) && !LEAVINGS.contains(file.getFileName().toString())).findFirst();
            if (other.isPresent()) {
                throw new TrainException(Sentence.of("train.foreign", "%s is neither new nor empty (%s is there), and nothing is written over. Choose"
                        + " another folder for the model.", out, other.get().getFileName()));
            }
        }
    }

    /** Whether a scan of {@code data} looks at {@code folder}. */
    private static boolean isScanned(Path folder, Path data) {
        if (!folder.startsWith(data)) return false;
        for (Path at = folder; !at.equals(data); at = at.getParent()) {
            if (ImageFolder.passesOver(at)) return false;
        }
        return true;
    }

    /** Without links, as far as it exists. */
    private static Path real(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        for (Path at = whole; at != null; at = at.getParent()) {
            if (Files.exists(at)) return at.toRealPath().resolve(at.relativize(whole)).normalize();
        }
        return whole;
    }
}
