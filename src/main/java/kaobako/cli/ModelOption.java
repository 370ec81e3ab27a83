package kaobako.cli;

import java.nio.file.Path;
import kaobako.generate.Recipe;
import kaobako.studio.Models;
import picocli.CommandLine.Option;

/** The choice of a model, the same in every command that draws. */
final class ModelOption {
    @Option(names = "--model", paramLabel = "DIR",
            description = "a model folder in diffusers' layout, or the name of a model in the studio; default: the one that came with Kaobako")
    private String wanted;

    /** Throws UnsuitableException if none was named and none is there. */
    Path folder() {
        return Models.choose(wanted);
    }

    /** The same; if none was named, the model that this one's picture was drawn by comes first. */
    Path folder(Recipe recipe) {
        return wanted == null ? Models.named(recipe.model()).orElseGet(this::folder) : folder();
    }
}
