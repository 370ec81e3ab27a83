package kaobako.ui.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import kaobako.generate.Picture;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.part.Facts;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PictureView;
import kaobako.ui.part.RecipeText;
import kaobako.ui.part.SideWindow;
import kaobako.ui.part.TileWall;
import net.miginfocom.swing.MigLayout;

/** Two pictures side by side with their recipes, and their films under one slider. Event thread. */
public final class Comparison extends JPanel {
    private final FilmStrip film;

    private Comparison(Desk desk, List<Pick> picks) {
        super(new MigLayout("insets 14 0 0 0, fill, wrap 1, gapy 0", "[grow, fill]", "[grow, fill]10[]"));
        JPanel sides = new JPanel(new MigLayout("insets 0 14 0 14, fill, gapx 16", "[grow, fill, sg][grow, fill, sg]", "[][grow, fill]10[top]"));
        List<Consumer<Optional<Picture>>> screens = new ArrayList<>();
        for (Pick pick : picks) {
            JLabel title = new JLabel(desk.text("large.title", pick.caption()));
            title.putClientProperty("FlatLaf.styleClass", "h4");
            PictureView view = new PictureView(() -> desk.settings().scaling(), 320);
            view.show(pick.picture());
            view.getAccessibleContext().setAccessibleName(desk.text("tile.name", pick.caption()));
            screens.add(shown -> view.show(shown.or(pick::picture)));
            Facts facts = new Facts();
            pick.ownRecipe().ifPresent(r -> facts.show(RecipeText.of(desk, r)));
            int column = screens.size() - 1;
            sides.add(title, "cell " + column + " 0, wmin 20");
            sides.add(view, "cell " + column + " 1, wmin 120, hmin 120");
            sides.add(facts, "cell " + column + " 2, w 220:320:");
        }
        film = new FilmStrip(desk, () -> desk.settings().scaling(), screens);
        film.bind(this);
        film.open(picks);
        add(sides);
        add(film);
    }

    /** The action that opens it for two that are selected; its key works inside {@code around}. */
    public static Act act(Desk desk, JComponent around, TileWall wall) {
        Act act = new Act(desk.messages(), "compare", "compare", "ctrl D", () -> open(desk, around, wall.selection()))
                .bind(around, JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        Runnable look = () -> act.enableUnless(wall.selection().size() == 2 ? "" : desk.text("compare.two"));
        wall.onSelection(look);
        look.run();
        return act;
    }

    private static void open(Desk desk, JComponent parent, List<Pick> picks) {
        Comparison comparison = new Comparison(desk, picks);
        SideWindow.open(desk, parent, "comparison", desk.text("compare.title"), comparison, comparison.film, comparison.film::stop);
    }
}
