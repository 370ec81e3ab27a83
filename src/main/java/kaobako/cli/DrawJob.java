package kaobako.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.studio.PictureFiles;
import kaobako.studio.Session;
import kaobako.studio.Version;

/**
 * Draws a config's pictures and saves each batch as it is finished.
 *
 * @param selectorOrNull of the device
 * @param outOrNull      folder of the pictures
 * @param gridOrNull     file of the sheet
 * @param scale          whole factor of enlargement
 */
record DrawJob(Terminal terminal, String selectorOrNull, GenerateConfig config, Path outOrNull, Path gridOrNull, int scale,
        PictureFiles.Metadata metadata) {
    private static final int HASH_DIGITS = 10;

    DrawJob {
        if (scale < 1 || scale > Recipe.LARGEST_SCALE) {
            throw new IllegalArgumentException("--scale must be 1 to " + Recipe.LARGEST_SCALE + ", but is " + scale);
        }
    }

    /** Draws; returns the exit code. */
    int run() throws IOException {
        return draw(null);
    }

    /** Draws again what {@code original} drew. Throws UsageException if the model is another one. */
    int redraw(Recipe original) throws IOException {
        return draw(original);
    }

    private int draw(Recipe originalOrNull) throws IOException {
        // before minutes of drawing, not after
        if (outOrNull != null) PictureFiles.checkWritable(outOrNull);
        if (gridOrNull != null) PictureFiles.checkSheet(gridOrNull);
        try (Session session = Session.open(selectorOrNull, terminal); Generator generator = session.generator(config.model())) {
            if (originalOrNull != null) checkModel(generator, originalOrNull);
            terminal.throwIfStopped();
            try (Generation generation = generator.begin(config)) {
                Recipe recipe = Recipe.of(Version.APP, generator, generation.drawing(), config.seeds(), scale, session.deviceLabel());
                if (gridOrNull != null) PictureFiles.checkSheetFits(recipe);
                return draw(session, generation, recipe);
            }
        }
    }

    private int draw(Session session, Generation generation, Recipe recipe) throws IOException {
        int count = config.seeds().size();
        terminal.say(String.format(Locale.ROOT, "%s, %d step%s, %d x %d, %d at once, on %s", generation.drawing().sampler().about().label(),
                recipe.steps(), recipe.steps() == 1 ? "" : "s", recipe.width(), recipe.height(), generation.batch(), session.deviceLabel()));
        long start = System.nanoTime();
        int saved = 0;
        try (Progress progress = new Progress(terminal, "drawing " + count, "stages", generation.steps())) {
            boolean more = true;
            while (more) {
                terminal.throwIfStopped();
                more = generation.step();
                progress.stepTo(generation.stepsDone());
                saved = save(generation.pictures(), saved, recipe);
            }
        } catch (CancellationException e) {
            terminal.say("stopped; " + (outOrNull == null ? "nothing was saved" : saved + " of " + count + " pictures are saved in " + outOrNull)
                    + ", and no half-written file is left");
            return Cli.STOPPED;
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        Path sheet = gridOrNull == null ? null : PictureFiles.saveSheet(gridOrNull, generation.pictures(), recipe, metadata);
        terminal.out().println(summary(count, seconds, sheet));
        terminal.out().flush();
        return Cli.DONE;
    }

    /** Saves the pictures from number {@code saved} on, and returns how many are saved now. */
    private int save(List<Picture> pictures, int saved, Recipe recipe) throws IOException {
        if (outOrNull == null) return saved;
        for (Picture picture : pictures.subList(saved, pictures.size())) {
            PictureFiles.save(outOrNull, picture, recipe.withSeeds(List.of(picture.seeds())), metadata);
        }
        return pictures.size();
    }

    private void checkModel(Generator generator, Recipe original) {
        if (generator.sha256().equals(original.sha256())) return;
        throw new UsageException("the picture was drawn by the model " + original.model() + " (SHA-256 " + original.sha256().substring(0, HASH_DIGITS)
                + "..), but " + config.model() + " is another one (" + generator.sha256().substring(0, HASH_DIGITS) + "..); name the folder of that model");
    }

    private String summary(int count, double seconds, Path sheetOrNull) {
        String where = Stream.of(outOrNull, sheetOrNull).filter(Objects::nonNull).map(Path::toString).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%d picture%s in %s; %.1f s, %.2f pictures/s", count, count == 1 ? "" : "s", where, seconds,
                count / seconds);
    }
}
