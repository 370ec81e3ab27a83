package kaobako.ui.picture;

import java.awt.BorderLayout;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.KeyStroke;
import kaobako.studio.Settings;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.part.Facts;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PickActions;
import kaobako.ui.part.PictureView;
import kaobako.ui.part.RecipeText;
import net.miginfocom.swing.MigLayout;

/** One picture large: its recipe, its steps to scrub through, its neighbours. Event thread. */
public final class LargeView extends JPanel {
    private static final int STRENGTH_WAY = 100;

    private final Desk desk;
    private final Consumer<Pick> back;
    private final PictureView view;
    private final Facts facts = new Facts();
    private final FilmStrip film;
    private final JLabel title = new JLabel();
    private final JSlider strength = new JSlider(1, STRENGTH_WAY);
    private final JLabel strengthValue = new JLabel();
    private Optional<Pick> pick = Optional.empty();
    private List<Pick> all = List.of();

    /**
     * @param escapeTaken whether the Escape key has something more urgent to do than to leave
     * @param back        told the picture that was shown last, once it is not to be shown any more
     */
    public LargeView(Desk desk, BooleanSupplier escapeTaken, Consumer<Pick> back) {
        super(new BorderLayout());
        this.desk = desk;
        this.back = back;
        setName("large");
        java.util.function.Supplier<Settings.Scaling> scaling = () -> desk.settings().scaling();
        view = new PictureView(scaling, 360);
        view.setName("large-picture");
        film = new FilmStrip(desk, scaling, List.of(shown -> view.show(shown.or(() -> pick.flatMap(Pick::picture)))));
        PickActions actions = new PickActions(desk, this, () -> pick.map(List::of).orElse(List.of()));
        actions.onDelete(gone -> pick.flatMap(Pick::file).filter(gone::contains).ifPresent(file -> leave()));
        JPanel bar = new JPanel(new MigLayout("insets 8 10 2 10, fillx, gapx 2", "[][]8[grow][][][][][]", "[28!, center]"));
        bar.add(new Act(desk.messages(), "back", "back", "BACK_SPACE", this::leave).bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).iconButton());
        bar.add(new Act(desk.messages(), "previousPicture", "previous", "LEFT", () -> step(-1)).bind(view, WHEN_FOCUSED).iconButton(), "split 2");
        bar.add(new Act(desk.messages(), "nextPicture", "next", "RIGHT", () -> step(1)).bind(view, WHEN_FOCUSED).iconButton());
        title.putClientProperty("FlatLaf.styleClass", "h3");
        bar.add(title, "wmin 40, growx");
        for (String name : List.of("favourite", "save", "copy", "useRecipe", "delete")) bar.add(actions.act(name).iconButton());
        view.setFocusable(true);
        film.bind(this);
        getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "leave");
        getActionMap().put("leave", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent e) {
                leave();
            }

            @Override
            public boolean isEnabled() {
                return !escapeTaken.getAsBoolean();
            }
        });
        add(bar, BorderLayout.PAGE_START);
        JPanel middle = new JPanel(new MigLayout("insets 6 14 6 14, fill", "[grow, fill]16[220:250:290, fill]", "[grow, fill]"));
        middle.add(view, "wmin 120, hmin 120");
        middle.add(side(actions.act("variations")));
        add(middle, BorderLayout.CENTER);
        add(film, BorderLayout.PAGE_END);
    }

    private JComponent side(Act variations) {
        JPanel side = new JPanel(new MigLayout("insets 0, wrap 1, fillx, gapy 6", "[fill, grow]"));
        side.add(heading("recipe.title"));
        side.add(facts, "wmin 100");
        side.add(heading("variations.title"), "gaptop 14");
        JPanel row = new JPanel(new MigLayout("insets 0, fillx", "[grow, fill][44!, right]"));
        strength.setName("strength");
        strength.getAccessibleContext().setAccessibleName(desk.text("variations.strength"));
        strength.setToolTipText(desk.text("variations.strength.tip"));
        strength.addChangeListener(e -> {
            strengthValue.setText(strength.getValue() + " %");
            if (!strength.getValueIsAdjusting()) desk.draw().change(c -> c.withStrength(strength.getValue() / (double) STRENGTH_WAY));
        });
        strength.setValue((int) Math.round(desk.draw().controls().strength() * STRENGTH_WAY));
        strengthValue.setText(strength.getValue() + " %");
        row.add(strength, "wmin 60");
        row.add(strengthValue);
        side.add(row);
        JButton vary = new JButton(variations) {
            @Override
            protected void processMouseEvent(MouseEvent e) {
                // who opens a tile by a double click out of habit may find this under the second one
                if (e.getClickCount() < 2) super.processMouseEvent(e);
            }
        };
        vary.setName("variations");
        side.add(vary);
        return side;
    }

    private JLabel heading(String key) {
        JLabel label = new JLabel(desk.text(key));
        label.putClientProperty("FlatLaf.styleClass", "h4");
        return label;
    }

    /** @param others the row that previous and next go through */
    public void open(Pick opened, List<Pick> others) {
        all = List.copyOf(others);
        film.open(List.of(opened));
        show(opened);
        javax.swing.SwingUtilities.invokeLater(view::requestFocusInWindow);
    }

    /** The newest of the picture that is open, while it forms. */
    public void showPick(List<Pick> newest) {
        if (pick.isEmpty() || !isShowing()) return;
        all = List.copyOf(newest);
        newest.stream().filter(p -> p.id().equals(pick.get().id()) && !p.equals(pick.get())).findFirst().ifPresent(p -> {
            film.open(List.of(p));
            show(p);
        });
    }

    private void leave() {
        pick.ifPresent(back);
    }

    private void show(Pick shown) {
        pick = Optional.of(shown);
        title.setText(desk.text(shown.state() == Pick.State.FAVOURITE ? "large.favourite" : "large.title", shown.caption()));
        shown.ownRecipe().ifPresent(r -> facts.show(RecipeText.of(desk, r)));
        if (!film.isScrubbed()) view.show(shown.picture());
    }

    private void step(int by) {
        int at = pick.map(all::indexOf).orElse(-1);
        if (at >= 0 && at + by >= 0 && at + by < all.size()) open(all.get(at + by), all);
    }
}
