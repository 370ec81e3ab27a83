package kaobako.ui.walk;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import kaobako.studio.Atlas;
import kaobako.studio.DeviceState;
import kaobako.studio.DrawRun;
import kaobako.studio.JobHandle;
import kaobako.studio.Problem;
import kaobako.studio.WalkRun;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.Workspace;
import kaobako.ui.part.NoDevice;
import kaobako.ui.part.SidePanel;
import net.miginfocom.swing.MigLayout;

/** Walk: between pictures as a film, or over a map of them. */
public final class WalkWorkspace implements Workspace {
    private enum Mode { WALK, MAP }

    private static final String PLACE = "walk.mode";

    private final Desk desk;
    private final JPanel all = new JPanel(new BorderLayout());
    private final CardLayout leftCards = new CardLayout();
    private final JPanel left = new JPanel(leftCards);
    private final CardLayout rightCards = new CardLayout();
    private final JPanel right = new JPanel(rightCards);
    private final WalkPage walk;
    private final MapPage map;
    private final NoDevice noDevice;
    private final JLabel hint = new JLabel(" ");
    private final Map<Mode, JToggleButton> modes = new EnumMap<>(Mode.class);
    private Mode mode;
    private boolean device = true;
    private Optional<Problem> reported = Optional.empty();

    public WalkWorkspace(Desk desk) {
        this.desk = desk;
        walk = new WalkPage(desk);
        map = new MapPage(desk);
        noDevice = new NoDevice(desk);
        left.add(walk, Mode.WALK.name());
        left.add(map, Mode.MAP.name());
        left.add(noDevice, "none");
        right.add(new WalkPanel(desk).scrolling(), Mode.WALK.name());
        right.add(map.panel().scrolling(), Mode.MAP.name());
        JPanel side = new JPanel(new BorderLayout());
        side.add(bar(), BorderLayout.PAGE_START);
        side.add(left, BorderLayout.CENTER);
        all.add(SidePanel.beside(desk, side, right, "walk.panel"), BorderLayout.CENTER);
        show(Mode.values()[Math.floorMod(desk.settings().place(PLACE, 0), Mode.values().length)]);
        Poll.of(all, Poll.SLOW, desk.studio()::device, this::showDevice);
        Poll.of(hint, Poll.SLOW, () -> mode == Mode.MAP ? map.words() : walk.words(), hint::setText);
        Poll.of(left, Poll.SLOW, this::problem, p -> p.filter(now -> !reported.equals(Optional.of(now))).ifPresent(this::report));
    }

    private JComponent bar() {
        JPanel bar = new JPanel(new MigLayout("insets 8 10 2 10, fillx, gapx 2, hidemode 3", "[][]12[grow][][][]", "[28!, center]"));
        ButtonGroup group = new ButtonGroup();
        for (Mode each : Mode.values()) {
            JToggleButton button = new JToggleButton(desk.text("walk.mode." + each.name()), Icons.of(each == Mode.WALK ? "walk" : "map", 16));
            button.setName("mode-" + each.name());
            button.setToolTipText(desk.text("walk.mode." + each.name() + ".tip"));
            button.putClientProperty("JButton.buttonType", "toolBarButton");
            button.addActionListener(e -> {
                desk.change(s -> s.withPlace(PLACE, each.ordinal()));
                show(each);
                opened();
            });
            group.add(button);
            modes.put(each, button);
            bar.add(button);
        }
        hint.setEnabled(false);
        bar.add(hint, "wmin 40");
        map.buttons().forEach(bar::add);
        return bar;
    }

    private void show(Mode shown) {
        mode = shown;
        modes.get(shown).setSelected(true);
        leftCards.show(left, device ? shown.name() : "none");
        rightCards.show(right, shown.name());
        map.buttons().forEach(b -> b.setVisible(shown == Mode.MAP));
    }

    @Override
    public String key() {
        return "walk";
    }

    @Override
    public JComponent component() {
        return all;
    }

    @Override
    public void opened() {
        if (mode == Mode.MAP) map.opened();
        else walk.opened();
    }

    private void showDevice(DeviceState state) {
        device = state.phase() != DeviceState.Phase.NONE;
        state.failure().ifPresent(noDevice::show);
        show(mode);
        if (state.phase() == DeviceState.Phase.READY && all.isShowing()) opened();
    }

    /** What went wrong last, in a walk or in the pictures of a map. */
    private Optional<Problem> problem() {
        Optional<Problem> ofWalk = desk.walk().run().flatMap(WalkRun::drawing).map(DrawRun::handle).flatMap(JobHandle::problem);
        Optional<Problem> now = ofWalk.or(() -> desk.walk().atlas().flatMap(Atlas::problem));
        return now.equals(reported) ? reported : now;
    }

    private void report(Problem problem) {
        reported = Optional.of(problem);
        desk.report(problem);
    }
}
