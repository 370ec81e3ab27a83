package kaobako.ui.part;

import java.awt.Component;
import java.util.stream.Collectors;
import javax.swing.JOptionPane;
import kaobako.generate.Recipe;
import kaobako.ui.Desk;

/** Shows a recipe without touching any control, and offers to copy or use it. */
final class RecipeDialog {
    private RecipeDialog() {}

    static void show(Desk desk, Component parent, Recipe recipe) {
        Facts facts = new Facts();
        facts.show(RecipeText.of(desk, recipe));
        Object[] options = {desk.text("action.useRecipe"), desk.text("action.copy"), desk.text("action.close")};
        int answer = JOptionPane.showOptionDialog(parent, facts, desk.text("recipe.title"), JOptionPane.DEFAULT_OPTION,
                JOptionPane.PLAIN_MESSAGE, null, options, options[2]);
        if (answer == 0) desk.restore(recipe);
        if (answer != 1) return;
        String text = RecipeText.of(desk, recipe).entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).collect(Collectors.joining("\n"));
        parent.getToolkit().getSystemClipboard().setContents(new java.awt.datatransfer.StringSelection(text), null);
    }
}
