package kaobako.ui.gallery;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JToggleButton;
import javax.swing.ScrollPaneConstants;
import kaobako.generate.Picture;
import kaobako.studio.Gallery;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.Workspace;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PickActions;
import kaobako.ui.part.TileWall;
import kaobako.ui.picture.Comparison;
import kaobako.ui.picture.LargeView;
import net.miginfocom.swing.MigLayout;

/** Everything that was drawn, the newest first: favourites, one model's, one large, two side by side, many saved at once. */
public final class GalleryWorkspace implements Workspace {
    /** Tiles at once; more on request. */
    private static final int PAGE = 240;

    private final Desk desk;
    private final CardLayout cards = new CardLayout();
    private final JPanel all = new JPanel(cards);
    private final JPanel wallSide = new JPanel(new BorderLayout());
    private final TileWall wall;
    private final LargeView large;
    private final JLabel count = new JLabel();
    private final JToggleButton favourites;
    private final JComboBox<Optional<String>> model;
    private final JButton more;
    private final Act compare;
    private final Map<Path, Picture> pictures = new ConcurrentHashMap<>();
    private Optional<String> chosenModel = Optional.empty();
    private List<Gallery.Entry> entries = List.of();
    private int most = PAGE;

    public GalleryWorkspace(Desk desk) {
        this.desk = desk;
        wall = new TileWall(desk);
        wall.setName("gallery-wall");
        PickActions actions = new PickActions(desk, wallSide, wall::selection);
        wall.setMenu(actions.menu());
        large = new LargeView(desk, () -> false, this::showWall);
        wall.onOpen(this::enlarge);
        favourites = new JToggleButton(desk.text("gallery.favourites"), Icons.of("heart", 16));
        favourites.setName("favourites");
        favourites.setToolTipText(desk.text("gallery.favourites.tip"));
        favourites.addActionListener(e -> show());
        model = Choices.of(desk, "gallery.model", List.of(Optional.<String>empty()), m -> m.orElse(desk.text("gallery.allModels")), m -> {
            chosenModel = m;
            show();
        });
        compare = Comparison.act(desk, wallSide, wall);
        more = new Act(desk.messages(), "more", "gallery", "ctrl M", this::showMore).bind(wallSide, JComponent.WHEN_IN_FOCUSED_WINDOW).button();
        assemble(actions);
        Poll.of(all, Poll.SLOW, () -> desk.studio().gallery().entries(), this::show);
    }

    private void assemble(PickActions actions) {
        JPanel bar = new JPanel(new MigLayout("insets 8 14 6 10, fillx, gapx 4", "[][][grow][][][][][]", "[28!, center]"));
        bar.add(favourites);
        bar.add(model, "wmin 60");
        count.setEnabled(false);
        bar.add(count, "wmin 20, gapx 10");
        bar.add(compare.iconButton());
        for (String name : List.of("favourite", "save", "useRecipe", "delete")) bar.add(actions.act(name).iconButton());
        JScrollPane scroll = new JScrollPane(wall, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.getVerticalScrollBar().setUnitIncrement(UIScale.scale(40));
        wallSide.add(bar, BorderLayout.PAGE_START);
        wallSide.add(scroll, BorderLayout.CENTER);
        wallSide.add(more, BorderLayout.PAGE_END);
        all.add(wallSide, "wall");
        all.add(large, "large");
    }

    private void enlarge(Pick pick) {
        large.open(pick, wall.picks());
        cards.show(all, "large");
    }

    private void showWall(Pick last) {
        cards.show(all, "wall");
        wall.select(last.id());
    }

    @Override
    public String key() {
        return "gallery";
    }

    @Override
    public JComponent component() {
        return all;
    }

    @Override
    public void opened() {
        desk.studio().openGallery();
    }

    private void show(List<Gallery.Entry> newest) {
        entries = newest;
        List<Optional<String>> models = new ArrayList<>(List.of(Optional.empty()));
        entries.stream().map(e -> e.recipe().model()).distinct().sorted().map(Optional::of).forEach(models::add);
        Choices.replace(model, models);
        Choices.select(model, chosenModel);
        show();
    }

    private void showMore() {
        most += PAGE;
        show();
    }

    private void show() {
        List<Gallery.Entry> fitting = entries.stream()
                .filter(e -> !favourites.isSelected() || e.mark() == Gallery.Mark.FAVOURITE)
                .filter(e -> chosenModel.map(e.recipe().model()::equals).orElse(true)).toList();
        List<Gallery.Entry> page = fitting.subList(0, Math.min(most, fitting.size()));
        wall.show(page.stream().map(this::pick).toList());
        large.showPick(wall.picks());
        more.setVisible(fitting.size() > page.size());
        count.setText(entries.isEmpty() ? desk.text("gallery.empty") : desk.text("gallery.count", fitting.size()));
        List<Gallery.Entry> missing = page.stream().filter(e -> !pictures.containsKey(e.file())).toList();
        if (!missing.isEmpty()) load(missing);
    }

    private void load(List<Gallery.Entry> missing) {
        desk.then(desk.studio().onIo(() -> {
            for (Gallery.Entry entry : missing) {
                try {
                    pictures.putIfAbsent(entry.file(), Gallery.read(entry));
                } catch (java.io.IOException gone) {
                    // deleted since by someone else: the next look at the folder knows
                    continue;
                }
            }
            return null;
        }), done -> {
            wall.show(wall.picks().stream().map(this::withPicture).toList());
            large.showPick(wall.picks());
        });
    }

    private Pick pick(Gallery.Entry e) {
        Pick.State state = e.mark() == Gallery.Mark.FAVOURITE ? Pick.State.FAVOURITE : Pick.State.FINISHED;
        return new Pick(e.file(), e.recipe().seeds().get(0), state, Optional.ofNullable(pictures.get(e.file())), Optional.of(e.recipe()),
                Optional.of(e.file()));
    }

    private Pick withPicture(Pick p) {
        return new Pick(p.id(), p.seeds(), p.state(), p.file().map(pictures::get), p.recipe(), p.file());
    }
}
