package kaobako.ui.gallery;

import java.awt.Component;
import java.util.List;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JRootPane;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.part.Facts;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PictureView;
import kaobako.ui.part.RecipeText;
import net.miginfocom.swing.MigLayout;

/** One picture large with its recipe, or two side by side. */
final class Comparison {
    private Comparison() {}

    static void show(Desk desk, Component parent, List<Pick> picks) {
        if (picks.isEmpty() || picks.size() > 2) return;
        JDialog dialog = new JDialog(SwingUtilities.getWindowAncestor(parent),
                desk.text(picks.size() == 1 ? "large.title" : "compare.title", picks.get(0).caption()));
        dialog.setName("comparison");
        dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        JPanel all = new JPanel(new MigLayout("insets 14, fill, gapx 16", "", "[grow, fill]10[]"));
        for (Pick pick : picks) {
            PictureView view = new PictureView(() -> desk.settings().scaling(), 320);
            view.show(pick.picture());
            view.getAccessibleContext().setAccessibleName(desk.text("tile.name", pick.caption()));
            all.add(view, "grow, push, cell " + picks.indexOf(pick) + " 0");
            Facts facts = new Facts();
            pick.ownRecipe().ifPresent(r -> facts.show(RecipeText.of(desk, r)));
            all.add(facts, "growx, aligny top, wmin 220, cell " + picks.indexOf(pick) + " 1");
        }
        JRootPane root = dialog.getRootPane();
        new Act(desk.messages(), "close", "close", "ESCAPE", dialog::dispose).bind(root, JComponent.WHEN_IN_FOCUSED_WINDOW);
        dialog.setContentPane(all);
        dialog.pack();
        dialog.setLocationRelativeTo(parent);
        dialog.setVisible(true);
    }
}
