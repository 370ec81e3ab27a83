package kaobako.ui.draw;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JToggleButton;
import javax.swing.ScrollPaneConstants;
import kaobako.studio.DeviceState;
import kaobako.studio.DrawRun;
import kaobako.studio.Gallery;
import kaobako.studio.JobHandle;
import kaobako.studio.Settings;
import kaobako.studio.Wall;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.Workspace;
import kaobako.ui.part.FirstUse;
import kaobako.ui.part.NoDevice;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PickActions;
import kaobako.ui.part.SidePanel;
import kaobako.ui.part.TileWall;
import kaobako.ui.picture.Comparison;
import kaobako.ui.picture.LargeView;
import net.miginfocom.swing.MigLayout;

/** Draw: the wall of pictures, one picture large, or what to do without a device; the controls beside it. */
public final class DrawWorkspace implements Workspace {
    /** What the tiles depend on: the wall of the newest run, and the marks in the gallery. */
    private record Shown(Optional<Wall> wall, List<Gallery.Entry> entries, boolean ended) {}

    private final Desk desk;
    private final JPanel all = new JPanel(new BorderLayout());
    private final CardLayout cards = new CardLayout();
    private final JPanel left = new JPanel(cards);
    private final TileWall wall;
    private final Act trial;
    private final Act compare;
    private final LargeView large;
    private final NoDevice noDevice;
    private final FirstUse firstUse;
    private final JLabel hint = new JLabel();
    private Shown shown = new Shown(Optional.empty(), List.of(), true);
    private Optional<DrawRun> run = Optional.empty();
    private boolean enlarged;
    private Optional<JobHandle> reported = Optional.empty();

    public DrawWorkspace(Desk desk) {
        this.desk = desk;
        trial = new Act(desk.messages(), "trial", "table", "ctrl T", () -> SamplerTable.open(desk, all)).bind(all, JComponent.WHEN_IN_FOCUSED_WINDOW);
        wall = new TileWall(desk);
        noDevice = new NoDevice(desk);
        firstUse = new FirstUse(desk);
        JPanel wallSide = new JPanel(new BorderLayout());
        PickActions actions = new PickActions(desk, wallSide, wall::selection);
        wall.setMenu(actions.menu());
        large = new LargeView(desk, desk.draw()::isDrawing, this::showWall);
        compare = Comparison.act(desk, wallSide, wall);
        wall.onOpen(this::enlarge);
        actions.onDelete(gone -> showNow());
        JScrollPane scroll = new JScrollPane(wall, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        wallSide.add(bar(), BorderLayout.PAGE_START);
        wallSide.add(scroll, BorderLayout.CENTER);
        left.add(wallSide, "wall");
        left.add(large, "large");
        left.add(noDevice, "none");
        left.add(firstUse, "first");
        all.add(SidePanel.beside(desk, left, new SchedulerPanel(desk).scrolling(), "draw.panel"), BorderLayout.CENTER);
        desk.draw().onChange(this::newRun);
        // also while one of them is large, which may still form
        Poll.of(left, Poll.FAST, this::newest, this::showPictures);
        Poll.of(all, Poll.SLOW, desk.studio()::device, this::showDevice);
    }

    private JComponent bar() {
        JPanel bar = new JPanel(new MigLayout("insets 8 14 2 10, fillx, gapx 4", "[grow][][][]", "[28!, center]"));
        hint.setEnabled(false);
        bar.add(hint, "wmin 40");
        bar.add(compare.iconButton());
        bar.add(trial.iconButton());
        JToggleButton smooth = new JToggleButton(Icons.of("smooth", 16));
        smooth.setName("smooth");
        smooth.putClientProperty("JButton.buttonType", "toolBarButton");
        smooth.setToolTipText(desk.text("draw.smooth.tip"));
        smooth.getAccessibleContext().setAccessibleName(desk.text("draw.smooth"));
        smooth.setSelected(desk.settings().scaling() == Settings.Scaling.SMOOTH);
        smooth.addActionListener(e -> {
            desk.change(s -> s.withScaling(smooth.isSelected() ? Settings.Scaling.SMOOTH : Settings.Scaling.CRISP));
            wall.repaint();
        });
        bar.add(smooth);
        return bar;
    }

    @Override
    public String key() {
        return "draw";
    }

    @Override
    public JComponent component() {
        return all;
    }

    private Shown newest() {
        Optional<Wall> now = desk.draw().run().map(r -> r.wall().get());
        List<Gallery.Entry> entries = desk.studio().gallery().entries();
        boolean ended = !desk.draw().isDrawing();
        boolean same = now.orElse(null) == shown.wall.orElse(null) && entries == shown.entries && ended == shown.ended;
        if (!same) shown = new Shown(now, entries, ended);
        return shown;
    }

    private void showNow() {
        showPictures(newest());
    }

    private void showPictures(Shown now) {
        List<Pick> picks = now.wall.map(w -> picks(w, now.entries)).orElse(List.of());
        wall.show(picks);
        large.showPick(picks);
        hint.setText(words(now, picks));
        reportFailure();
    }

    /** Tiles whose file is in the bin are not shown. */
    private static List<Pick> picks(Wall wall, List<Gallery.Entry> entries) {
        Map<java.nio.file.Path, Gallery.Entry> byFile = entries.stream().collect(Collectors.toMap(Gallery.Entry::file, Function.identity(), (a, b) -> a));
        List<Pick> picks = new ArrayList<>();
        for (int i = 0; i < wall.tiles().size(); i++) {
            Wall.Tile tile = wall.tiles().get(i);
            if (tile.file().isPresent() && !byFile.containsKey(tile.file().get())) continue;
            boolean favourite = tile.file().map(byFile::get).map(e -> e.mark() == Gallery.Mark.FAVOURITE).orElse(false);
            Pick.State state = favourite ? Pick.State.FAVOURITE : switch (tile.stage()) {
                case WAITING -> Pick.State.WAITING;
                case FORMING -> Pick.State.FORMING;
                case FINISHED -> Pick.State.FINISHED;
            };
            picks.add(new Pick(i, tile.seeds(), state, tile.picture(), wall.recipe(), tile.file()));
        }
        return picks;
    }

    private String words(Shown now, List<Pick> picks) {
        if (now.wall.isEmpty()) return desk.text(desk.draw().model().isPresent() ? "draw.hint" : "draw.noModel");
        long finished = picks.stream().filter(p -> p.state() == Pick.State.FINISHED || p.state() == Pick.State.FAVOURITE).count();
        Optional<JobHandle.State> state = desk.draw().run().map(r -> r.handle().state());
        if (state.equals(Optional.of(JobHandle.State.STOPPED)) && finished < picks.size()) return desk.text("draw.stopped", finished, picks.size());
        return finished < picks.size() ? desk.text("draw.forming", finished, picks.size()) : desk.text("draw.done", picks.size());
    }

    private void reportFailure() {
        Optional<JobHandle> handle = desk.draw().run().map(DrawRun::handle);
        if (handle.isEmpty() || handle.equals(reported) || handle.get().state() != JobHandle.State.FAILED) return;
        reported = handle;
        handle.get().problem().ifPresent(desk::report);
    }

    private void newRun() {
        if (desk.draw().run().equals(run)) return;
        run = desk.draw().run();
        if (enlarged) showWall();
        showNow();
    }

    private void enlarge(Pick pick) {
        enlarged = true;
        large.open(pick, wall.picks());
        cards.show(left, "large");
    }

    private void showWall() {
        enlarged = false;
        cards.show(left, "wall");
        if (wall.getComponentCount() > 0) wall.requestFocusInWindow();
    }

    private void showWall(Pick last) {
        showWall();
        wall.select(last.id());
    }

    private void showDevice(DeviceState state) {
        trial.enableUnless(state.phase() == DeviceState.Phase.READY ? "" : desk.text("draw.noDevice"));
        state.failure().ifPresent(noDevice::show);
        firstUse.show(state);
        cards.show(left, switch (state.phase()) {
            case NONE -> "none";
            case CHECKING -> "first";
            default -> enlarged ? "large" : "wall";
        });
        if (state.phase() == DeviceState.Phase.FAILED) state.failure().ifPresent(desk::report);
    }
}
