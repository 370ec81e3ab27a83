package kaobako.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.Optional;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.UIManager;
import com.formdev.flatlaf.util.UIScale;
import kaobako.studio.DeviceFacts;
import kaobako.studio.DeviceState;
import kaobako.studio.JobHandle;

/** Which device, why that one, and whether it has work; a click opens Device & settings. */
final class DeviceChip extends JButton {
    private final Desk desk;

    /** All that the chip depends on. */
    private record Shown(DeviceState state, boolean busy) {}

    private Shown shown = new Shown(DeviceState.START, false);

    DeviceChip(Desk desk) {
        this.desk = desk;
        setName("device-chip");
        putClientProperty("JButton.buttonType", "borderless");
        setIcon(new Dot());
        addActionListener(e -> desk.open("device"));
        Poll.of(this, Poll.SLOW, this::look, this::show);
    }

    private Shown look() {
        boolean busy = desk.studio().jobs().stream().anyMatch(h -> h.state() == JobHandle.State.RUNNING || h.state() == JobHandle.State.WAITING);
        Shown now = new Shown(desk.studio().device(), busy);
        return now.equals(shown) ? shown : now;
    }

    private void show(Shown now) {
        shown = now;
        String name = now.state.chosen().map(DeviceFacts::shortName).orElse("");
        setText(switch (now.state.phase()) {
            case SEARCHING -> desk.text("device.searching");
            case NONE -> desk.text("device.none");
            case OPENING -> desk.text("device.opening", name);
            case CHECKING -> desk.text("device.checking", name);
            case FAILED -> desk.text("device.failed", name);
            case READY -> name + "  ·  " + desk.text(now.busy ? "device.busy" : "device.idle");
        });
        String why = desk.text("device.reason." + now.state.reason().name());
        Optional<String> failure = now.state.failure().map(p -> desk.messages().say(p.said()));
        setToolTipText(failure.orElse(now.state.chosen().map(DeviceFacts::label).orElse("") + " – " + why));
        getAccessibleContext().setAccessibleName(desk.text("device.chip") + ": " + getText());
        getAccessibleContext().setAccessibleDescription(getToolTipText());
    }

    private final class Dot implements Icon {
        @Override
        public void paintIcon(Component c, Graphics g, int x, int y) {
            Graphics2D g2 = (Graphics2D) g.create();
            g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g2.setColor(color());
            g2.fillOval(x, y, getIconWidth(), getIconHeight());
            g2.dispose();
        }

        private Color color() {
            return UIManager.getColor(switch (shown.state.phase()) {
                case NONE, FAILED -> "Kaobako.problem";
                case READY -> shown.busy ? "Component.accentColor" : "Kaobako.good";
                default -> "Kaobako.waiting";
            });
        }

        @Override
        public int getIconWidth() {
            return UIScale.scale(9);
        }

        @Override
        public int getIconHeight() {
            return UIScale.scale(9);
        }
    }
}
