package kaobako.ui;

import com.formdev.flatlaf.FlatClientProperties;
import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JLayeredPane;
import javax.swing.JRootPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.Timer;
import net.miginfocom.swing.MigLayout;

/** Shows toasts above the window's contents, the newest lowest. Event thread. */
final class ToastLayer {
    private static final int NEWS_MILLIS = 8000;
    private static final int MOST = 3;
    private static final int MOST_UNDOS = 30;
    private static final String OFFER_KEY = "alt ENTER";
    private static final int MARGIN = 44;
    private static final int WIDEST = 520;

    private final JLayeredPane layer;
    private Messages messages;
    private final List<JPanel> shown = new ArrayList<>();
    /** The newest last. */
    private final Deque<Undo> undos = new ArrayDeque<>();

    /** A way back and the words that offer it, which may be gone. */
    private record Undo(Runnable body, JPanel panel) {}

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
        // said again it is said once; each way back is one of its own
        if (toast.kind() != Toast.Kind.UNDO) shown.stream().filter(p -> toast.sentence().equals(p.getAccessibleContext().getAccessibleName())).toList().forEach(this::remove);
        JPanel panel = panel(toast);
        shown.add(panel);
        layer.add(panel, JLayeredPane.POPUP_LAYER);
        while (shown.size() > MOST) remove(shown.get(0));
        place();
        if (toast.kind() == Toast.Kind.NEWS || toast.kind() == Toast.Kind.UNDO) {
            Timer timer = new Timer(NEWS_MILLIS, e -> remove(panel));
            timer.setRepeats(false);
            timer.start();
        }
    }

    /** Takes back what was done last and not yet taken back. */
    void undo() {
        if (!undos.isEmpty()) undo(undos.peekLast());
    }

    private void undo(Undo undo) {
        undos.remove(undo);
        remove(undo.panel);
        undo.body.run();
    }

    /** In another language: what was said is gone, what can be taken back stays. */
    void speak(Messages newMessages) {
        messages = newMessages;
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
        for (Toast.Offer offer : toast.actions()) panel.add(button(toast.kind(), offer, panel), "split, aligny center");
        Act close = new Act(messages, "close", "close", "shift ESCAPE", () -> remove(panel)).bind(panel, JComponent.WHEN_IN_FOCUSED_WINDOW);
        panel.add(close.iconButton());
        panel.getAccessibleContext().setAccessibleName(toast.sentence());
        return panel;
    }

    private JButton button(Toast.Kind kind, Toast.Offer offer, JPanel panel) {
        JButton button = new JButton(offer.name());
        button.putClientProperty("JButton.buttonType", "borderless");
        button.setName("toast-action");
        if (kind == Toast.Kind.UNDO) {
            Undo undo = new Undo(offer.body(), panel);
            undos.add(undo);
            if (undos.size() > MOST_UNDOS) undos.removeFirst();
            button.addActionListener(e -> undo(undo));
            button.setToolTipText(messages.text("action.undo.tip") + "  (" + Act.key(Toast.UNDO_KEY) + ")");
            return button;
        }
        button.addActionListener(e -> {
            offer.body().run();
            if (kind != Toast.Kind.PROBLEM) remove(panel);
        });
        // the newest toast has the key
        button.setToolTipText(offer.name() + "  (" + Act.key(OFFER_KEY) + ")");
        panel.registerKeyboardAction(e -> button.doClick(0), KeyStroke.getKeyStroke(OFFER_KEY), JComponent.WHEN_IN_FOCUSED_WINDOW);
        return button;
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
