package kaobako.studio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;

/**
 * A moment of a drawing: one tile a seed.
 *
 * @param recipe of the whole; empty until the model is open
 */
public record Wall(List<Tile> tiles, Optional<Recipe> recipe) {
    /**
     * A picture that is there, forming, or waiting.
     *
     * @param picture as it was last seen; empty before the first preview
     * @param file    where it is kept; empty until it is saved
     */
    public record Tile(SeedMix seeds, Stage stage, Optional<Picture> picture, Optional<Path> file) {
        Tile showing(Picture shown, Stage at) {
            return new Tile(seeds, at, Optional.of(shown), file);
        }
    }

    public enum Stage { WAITING, FORMING, FINISHED }

    public Wall {
        tiles = List.copyOf(tiles);
    }

    static Wall of(List<SeedMix> seeds) {
        return new Wall(seeds.stream().map(s -> new Tile(s, Stage.WAITING, Optional.empty(), Optional.empty())).toList(), Optional.empty());
    }

    Wall with(Recipe value) {
        return new Wall(tiles, Optional.of(value));
    }

    /** The same with pictures {@code first}, {@code first + 1}, .. replaced. */
    Wall showing(int first, List<Picture> pictures, Stage stage) {
        List<Tile> next = new ArrayList<>(tiles);
        for (int i = 0; i < pictures.size(); i++) next.set(first + i, next.get(first + i).showing(pictures.get(i), stage));
        return new Wall(next, recipe);
    }

    Wall saved(int index, Path file) {
        List<Tile> next = new ArrayList<>(tiles);
        Tile tile = next.get(index);
        next.set(index, new Tile(tile.seeds, tile.stage, tile.picture, Optional.of(file)));
        return new Wall(next, recipe);
    }
}
