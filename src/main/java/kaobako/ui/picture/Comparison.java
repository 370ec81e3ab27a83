package kaobako.ui.picture;

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
import kaobako.ui.part.TileWall;
import net.miginfocom.swing.MigLayout;

/** Two pictures side by side with their recipes. Event thread. */
public final class Comparison {
    private Comparison() {}

    /** The action that opens it for two that are selected; its key works inside {@code around}. */
    public static Act act(Desk desk, JComponent around, TileWall wall) {
        Act act = new Act(desk.messages(), "compare", "compare", "ctrl D", () -> show(desk, around, wall.selection()))
                .bind(around, JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        Runnable look = () -> act.enableUnless(wall.selection().size() == 2 ? "" : desk.text("compare.two"));
        wall.onSelection(look);
        look.run();
        return act;
    }

    private static void show(Desk desk, JComponent parent, List<Pick> picks) {
        JDialog dialog = new JDialog(SwingUtilities.getWindowAncestor(parent), desk.text("compare.title"));
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
