package kaobako.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kaobako.store.FormatException;
import kaobako.store.Json;
import kaobako.train.TrainRequest;

/**
 * What a model of this program is learned from and how: {@code learn.json} in its folder, so that a later start can go on. Io thread.
 *
 * @param data  folder of the pictures
 * @param state OPEN as long as the run has steps to do
 */
public record LearnPlan(String data, LearnRecipe recipe, State state) {
    public enum State { OPEN, DONE }

    private static final String FILE = TrainRequest.PLAN;

    public LearnPlan {
        data = data == null ? "" : data;
        recipe = recipe == null ? LearnRecipe.STANDARD : recipe;
        state = state == null ? State.OPEN : state;
    }

    LearnPlan with(State value) {
        return new LearnPlan(data, recipe, value);
    }

    /** The same run, until this many steps in all are done. */
    LearnPlan until(long steps) {
        return new LearnPlan(data, recipe.withSteps(steps), State.OPEN);
    }

    /** The plan in a model's folder; empty where there is none that can be read. */
    static Optional<LearnPlan> read(Path model) {
        Path file = model.resolve(FILE);
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            return Optional.of(Json.read(file, LearnPlan.class));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }

    void write(Path model) throws IOException {
        Files.createDirectories(model);
        Json.write(model.resolve(FILE), this);
    }
}
