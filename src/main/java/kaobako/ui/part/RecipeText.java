package kaobako.ui.part;

import java.util.LinkedHashMap;
import java.util.Map;
import kaobako.diffusion.Samplers;
import kaobako.generate.Recipe;
import kaobako.ui.Desk;

/** A recipe in words, one line a fact. */
public final class RecipeText {
    private RecipeText() {}

    /** Names and values in the order in which they are read. */
    public static Map<String, String> of(Desk desk, Recipe recipe) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(desk.text("recipe.seed"), Pick.caption(recipe.seeds().get(0)).replace(" + ", "\n"));
        lines.put(desk.text("recipe.model"), recipe.model());
        lines.put(desk.text("recipe.sampler"), Samplers.named(recipe.sampler()).about().label());
        lines.put(desk.text("recipe.steps"), Integer.toString(recipe.steps()));
        if (recipe.eta() > 0) lines.put(desk.text("recipe.eta"), Double.toString(recipe.eta()));
        lines.put(desk.text("recipe.spacing"), desk.text("spacing." + recipe.spacing().key()));
        lines.put(desk.text("recipe.size"), recipe.width() + " × " + recipe.height());
        lines.put(desk.text("recipe.device"), recipe.device());
        lines.put(desk.text("recipe.hash"), recipe.sha256().substring(0, 10));
        lines.put(desk.text("recipe.app"), recipe.app());
        return lines;
    }
}
