package kaobako.ui.part;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;

/**
 * A picture that the user can point at.
 *
 * @param id      what it is, as long as the list lives; equal ids are the same picture
 * @param picture as far as it is there
 * @param recipe  its own or that of all that were drawn with it; empty until known
 * @param file    in the gallery; empty until it is saved
 */
public record Pick(Object id, SeedMix seeds, State state, Optional<Picture> picture, Optional<Recipe> recipe, Optional<Path> file) {
    public enum State { WAITING, FORMING, FINISHED, FAVOURITE }

    /** The recipe of this picture alone. */
    public Optional<Recipe> ownRecipe() {
        return recipe.map(r -> r.withSeeds(List.of(seeds)));
    }

    /** The seed as it is shown: one number, or a mix as {@code 42 → 77 · 20 %}. */
    public String caption() {
        return caption(seeds);
    }

    /** More than two seeds as shares of the whole, the largest first: {@code 3 · 40 % + 1 · 30 % + ..}. */
    public static String caption(SeedMix seeds) {
        if (seeds.parts().size() > 2) return shares(seeds);
        String numbers = seeds.parts().stream().map(p -> Long.toString(p.seed())).collect(Collectors.joining(" → "));
        if (seeds.parts().size() == 1) return numbers;
        double share = Math.atan2(seeds.parts().get(1).weight(), seeds.parts().get(0).weight()) / (Math.PI / 2);
        return numbers + " · " + Math.round(100 * share) + " %";
    }

    private static String shares(SeedMix seeds) {
        double whole = seeds.length() * seeds.length();
        return seeds.parts().stream().sorted(Comparator.comparingDouble(p -> -Math.abs(p.weight())))
                .map(p -> p.seed() + " · " + Math.round(100 * p.weight() * p.weight() / whole) + " %").collect(Collectors.joining(" + "));
    }
}
