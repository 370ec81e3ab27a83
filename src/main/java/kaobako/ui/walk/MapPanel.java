package kaobako.ui.walk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import kaobako.diffusion.SeedMix;
import kaobako.studio.Atlas;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Column;
import kaobako.ui.part.Facts;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PickActions;
import kaobako.ui.part.PictureView;
import kaobako.ui.part.RecipeText;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** The point of the map that is open, large and with its recipe, and the corners. */
final class MapPanel extends Column {
    private final Desk desk;
    private final PictureView view;
    private final Facts facts = new Facts();
    private final JTextArea hint;
    private final JPanel buttons = new JPanel(new MigLayout("insets 0, gapx 2, hidemode 3"));
    private final Act keep;
    private Optional<SeedMix> open = Optional.empty();
    private Map<String, String> shown = Map.of();

    /** @param owner where the keys of the actions work */
    MapPanel(Desk desk, JComponent owner) {
        super("insets 14 14 14 14, wrap 1, fillx, hidemode 3, gapy 6", "[fill, grow]");
        this.desk = desk;
        setName("map-panel");
        view = new PictureView(() -> desk.settings().scaling(), 208);
        view.setName("map-picture");
        hint = Words.paragraph("small", desk.text("map.open"));
        PickActions actions = new PickActions(desk, owner, () -> pick().map(List::of).orElse(List.of()));
        keep = new Act(desk.messages(), "keepPoint", "gallery", "G", this::keep).bind(owner, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        buttons.setOpaque(false);
        buttons.add(keep.button());
        for (String name : List.of("save", "copy", "useRecipe", "useAsA", "useAsB", "addToWalk")) buttons.add(actions.act(name).iconButton());
        add(view, "h 208!");
        add(hint, "wmin 40");
        add(buttons);
        add(facts, "wmin 40");
        add(new CornerSection(desk));
        add(new SamplingSection(desk));
        Poll.of(this, Poll.SLOW, () -> desk.walk().atlas().<Object>map(Atlas::version).orElse(this), version -> showPoint());
        desk.walk().onChange(this::showPoint);
    }

    void open(SeedMix mix) {
        open = Optional.of(mix);
        showPoint();
    }

    /** As far as it is drawn. */
    private Optional<Pick> pick() {
        Optional<Atlas> atlas = desk.walk().atlas();
        return open.flatMap(mix -> atlas.flatMap(a -> a.picture(mix)).map(picture -> new Pick("point", mix, Pick.State.FINISHED,
                Optional.of(picture), atlas.flatMap(Atlas::recipe), Optional.empty())));
    }

    private void showPoint() {
        Optional<Pick> pick = pick();
        view.show(pick.flatMap(Pick::picture));
        view.getAccessibleContext().setAccessibleName(desk.text("tile.name", open.map(Pick::caption).orElse("")));
        hint.setVisible(open.isEmpty());
        buttons.setVisible(open.isPresent());
        facts.setVisible(open.isPresent());
        keep.enableUnless(pick.isPresent() ? "" : desk.text("map.notDrawn"));
        Map<String, String> lines = pick.flatMap(Pick::ownRecipe).map(r -> RecipeText.of(desk, r)).orElse(Map.of());
        // the same words made anew would lose what is selected in them
        if (!lines.equals(shown)) facts.show(lines);
        shown = lines;
        revalidate();
        repaint();
    }

    private void keep() {
        pick().filter(p -> p.recipe().isPresent()).ifPresent(p -> desk.then(desk.studio().keep(p.picture().orElseThrow(), p.ownRecipe().orElseThrow()),
                entry -> desk.say(desk.text("map.kept", entry.file().getFileName()))));
    }
}
