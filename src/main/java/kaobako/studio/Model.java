package kaobako.studio;

import java.nio.file.Path;
import java.util.Optional;
import kaobako.diffusion.SchedulerConfig;
import kaobako.store.ModelCard;
import kaobako.store.ModelFolder;
import kaobako.text.Sentence;
import kaobako.unet.UNetConfig;

/**
 * A model to choose, read without its weights.
 *
 * @param name     the folder's
 * @param width    pixels of its pictures, as height; 0 if it does not say
 * @param obstacle why it cannot be drawn from; empty where it can
 */
public record Model(Path folder, String name, int width, int height, SchedulerConfig scheduler, ModelCard card, Optional<Sentence> obstacle) {
    /** Reads a folder; what is wrong with it becomes its obstacle. Io thread. */
    static Model read(Path folder) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        try (ModelFolder model = ModelFolder.open(folder)) {
            UNetConfig config = UNetConfig.of(model.unetConfig());
            return new Model(folder, name, config.sampleWidth(), config.sampleHeight(), SchedulerConfig.read(model.schedulerConfig()),
                    model.card(), Optional.empty());
        } catch (RuntimeException e) {
            return new Model(folder, name, 0, 0, SchedulerConfig.read(java.util.Map.of()), new ModelCard(java.util.Map.of(), ""),
                    Optional.of(Problem.of(e).said()));
        }
    }
}
