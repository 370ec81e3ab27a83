package kaobako.ui;

import com.formdev.flatlaf.FlatClientProperties;
import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRootPane;
import javax.swing.JLayeredPane;
import javax.swing.JTextArea;
import javax.swing.Timer;
import net.miginfocom.swing.MigLayout;

/** Shows toasts above the window's contents, the newest lowest. Event thread. */
final class ToastLayer {
    private static final int NEWS_MILLIS = 8000;
    private static final int MOST = 3;
    private static final int MARGIN = 44;
    private static final int WIDEST = 520;

    private final JLayeredPane layer;
    private final Messages messages;
    private final List<JPanel> shown = new ArrayList<>();

    ToastLayer(JRootPane root, Messages messages) {
        layer = root.getLayeredPane();
        this.messages = messages;
        layer.addComponentListener(new java.awt.event.ComponentAdapter() {
            @Override
            public void componentResized(java.awt.event.ComponentEvent e) {
                place();
            }
        });
    }

    void show(Toast toast) {
        JPanel panel = panel(toast);
        shown.add(panel);
        layer.add(panel, JLayeredPane.POPUP_LAYER);
        while (shown.size() > MOST) remove(shown.get(0));
        place();
        if (toast.kind() == Toast.Kind.NEWS) {
            Timer timer = new Timer(NEWS_MILLIS, e -> remove(panel));
            timer.setRepeats(false);
            timer.start();
        }
    }

    void clear() {
        List.copyOf(shown).forEach(this::remove);
    }

    private JPanel panel(Toast toast) {
        JPanel panel = new JPanel(new MigLayout("insets 10 14 10 10, gapx 10", "[][grow]push[]", "[center]"));
        panel.putClientProperty(FlatClientProperties.STYLE_CLASS, "toast");
        panel.setName("toast");
        boolean problem = toast.kind() == Toast.Kind.PROBLEM;
        panel.add(new JLabel(Icons.of(problem ? "warning" : "info", 18, problem ? "Kaobako.problem" : "Component.accentColor")));
        JTextArea text = new JTextArea(toast.sentence());
        text.setEditable(false);
        text.setFocusable(problem);
        text.setOpaque(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setFont(panel.getFont());
        int width = Math.min(UIScale.scale(WIDEST), text.getFontMetrics(text.getFont()).stringWidth(toast.sentence()) + UIScale.scale(16));
        text.setSize(new Dimension(width, Short.MAX_VALUE));
        text.setPreferredSize(new Dimension(width, text.getPreferredSize().height));
        panel.add(text);
        for (Toast.Offer offer : toast.actions()) {
            JButton button = new JButton(offer.name());
            button.putClientProperty("JButton.buttonType", "borderless");
            button.setName("toast-action");
            button.addActionListener(e -> {
                offer.body().run();
                if (!problem) remove(panel);
            });
            panel.add(button, "split, aligny center");
        }
        Act close = new Act(messages, "close", "close", null, () -> remove(panel));
        panel.add(close.iconButton());
        panel.getAccessibleContext().setAccessibleName(toast.sentence());
        return panel;
    }

    private void remove(JPanel panel) {
        shown.remove(panel);
        layer.remove(panel);
        layer.repaint(panel.getBounds());
        place();
    }

    private void place() {
        int bottom = layer.getHeight() - UIScale.scale(MARGIN);
        for (int i = shown.size() - 1; i >= 0; i--) {
            JPanel panel = shown.get(i);
            Dimension size = panel.getPreferredSize();
            bottom -= size.height + UIScale.scale(8);
            panel.setBounds((layer.getWidth() - size.width) / 2, bottom, size.width, size.height);
            panel.validate();
        }
        layer.repaint();
    }
}
