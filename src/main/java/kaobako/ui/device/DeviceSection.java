package kaobako.ui.device;

import java.util.EnumSet;
import java.util.stream.Collectors;
import javax.swing.ButtonGroup;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JTextArea;
import kaobako.generate.SelfTest;
import kaobako.studio.DeviceFacts;
import kaobako.studio.DeviceState;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.part.NoDevice;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** All devices with their facts; one click chooses; the self-test; the built kernels. */
final class DeviceSection extends JPanel {
    private final Desk desk;
    private final JPanel list = new JPanel(new MigLayout("insets 0, wrap 1, fillx, gapy 8", "[grow, fill]"));
    private final JLabel test = new JLabel();
    private final JLabel cache = new JLabel();
    private final Act selfTest;

    DeviceSection(Desk desk) {
        super(new MigLayout("insets 0, wrap 1, fillx, gapy 8", "[grow, fill]"));
        this.desk = desk;
        list.setOpaque(false);
        selfTest = new Act(desk.messages(), "selfTest", "check", "F8", this::test).bind(this, WHEN_IN_FOCUSED_WINDOW);
        Act retry = new Act(desk.messages(), "retry", "restore", "F5", () -> desk.then(desk.studio().connect(), s -> { }))
                .bind(this, WHEN_IN_FOCUSED_WINDOW);
        Act clear = new Act(desk.messages(), "clearCache", "delete", "F7", this::clear).bind(this, WHEN_IN_FOCUSED_WINDOW);
        add(list);
        add(selfTest.button(), "split 3, growx 0");
        add(retry.button(), "growx 0");
        add(test, "wmin 40");
        add(clear.button(), "split 2, growx 0");
        add(cache, "wmin 40");
        Poll.of(this, Poll.SLOW, desk.studio()::device, this::show);
        showCache();
    }

    /** Measures a device once, when somebody looks and nothing else is done. */
    void opened() {
        DeviceState state = desk.studio().device();
        boolean unknown = state.phase() == DeviceState.Phase.READY && state.chosen().filter(d -> d.speed().isEmpty()).isPresent();
        if (unknown && desk.studio().jobs().isEmpty()) desk.then(desk.studio().speed(), speed -> { });
    }

    private void show(DeviceState state) {
        list.removeAll();
        ButtonGroup group = new ButtonGroup();
        state.devices().forEach(device -> list.add(card(device, state, group)));
        state.problems().forEach(problem -> list.add(new JLabel(desk.messages().say(problem), Icons.of("warning", 16, "Kaobako.problem"), JLabel.LEADING)));
        if (state.phase() == DeviceState.Phase.NONE) {
            NoDevice none = new NoDevice(desk);
            state.failure().ifPresent(none::show);
            list.add(none);
        }
        selfTest.enableUnless(state.phase() == DeviceState.Phase.READY ? "" : desk.text("draw.noDevice"));
        state.test().ifPresentOrElse(this::showTest, this::showHint);
        revalidate();
        repaint();
    }

    private JPanel card(DeviceFacts d, DeviceState state, ButtonGroup group) {
        JPanel card = new JPanel(new MigLayout("insets 12 14 12 14, fillx, wrap 1, gapy 3", "[grow, fill]"));
        card.putClientProperty("FlatLaf.styleClass", "card");
        boolean chosen = state.chosen().equals(java.util.Optional.of(d));
        JRadioButton choose = new JRadioButton(d.name(), chosen);
        choose.setName("device-" + d.selector());
        choose.putClientProperty("FlatLaf.styleClass", "large");
        choose.setEnabled(d.obstacle().isEmpty());
        choose.setToolTipText(d.obstacle().map(desk.messages()::say).orElse(desk.text("device.choose.tip")));
        choose.addActionListener(e -> choose(d));
        group.add(choose);
        card.add(choose, "wmin 60");
        card.add(small(desk.text("device.line", desk.text("device.kind." + d.kind().name()), d.platform(), d.driver())), "gapleft 24, wmin 60");
        card.add(small(desk.text("device.numbers", d.computeUnits(), d.clockMhz() > 0 ? desk.text("device.clock", d.clockMhz()) : "",
                gib(d.memory()), gib(d.largestBuffer()), d.localMemory() >> 10, d.workGroup())), "gapleft 24, wmin 60");
        String right = desk.text(d.right().containsAll(EnumSet.allOf(SelfTest.Use.class)) ? "device.right"
                : d.right().contains(SelfTest.Use.DRAWING) ? "device.rightForDrawing" : "device.unchecked");
        String known = d.speed().map(s -> desk.text("device.known", right, desk.text("device.speed", s.gflops(), s.gigabytes()))).orElse(right);
        if (d.obstacle().isEmpty()) card.add(small(known), "gapleft 24, wmin 60");
        d.obstacle().ifPresent(why -> card.add(small(desk.messages().say(why)), "gapleft 24, wmin 60"));
        if (chosen) card.add(small(desk.text("device.reason." + state.reason().name())), "gapleft 24, wmin 60");
        return card;
    }

    private void choose(DeviceFacts device) {
        desk.change(s -> s.withDevice(device.label()));
        desk.then(desk.studio().connect(), state -> { });
    }

    private void test() {
        test.setText(desk.text("selftest.running"));
        desk.then(desk.studio().selfTest(), result -> {
            showTest(result);
            desk.then(desk.studio().speed(), speed -> { });
        });
    }

    private void showHint() {
        test.setIcon(null);
        test.setText(desk.text("selftest.hint"));
    }

    private void showTest(SelfTest.Result result) {
        test.setIcon(Icons.of(result.passed() ? "check" : "warning", 16, result.passed() ? "Kaobako.good" : "Kaobako.problem"));
        test.setText(desk.text(result.passed() ? "selftest.passed" : "selftest.failed"));
        test.setToolTipText("<html>" + result.parts().stream()
                .map(p -> String.format("%s: %.1e (≤ %.0e)", p.name(), p.error(), p.limit())).collect(Collectors.joining("<br>")));
        showCache();
    }

    private void showCache() {
        desk.then(desk.studio().onIo(desk.studio()::kernelCacheBytes), bytes -> cache.setText(desk.text("cache.size", bytes / 0x1p20)));
    }

    private void clear() {
        desk.then(desk.studio().onIo(() -> {
            desk.studio().clearKernelCache();
            return null;
        }), done -> {
            desk.say(desk.text("cache.cleared"));
            showCache();
        });
    }

    private static double gib(long bytes) {
        return bytes / 0x1p30;
    }

    private static JTextArea small(String words) {
        return Words.paragraph("small", words);
    }
}
