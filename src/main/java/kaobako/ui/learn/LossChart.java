package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.util.List;
import javax.swing.ButtonGroup;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import kaobako.studio.Learned;
import kaobako.ui.Desk;
import net.miginfocom.swing.MigLayout;

/** The losses of a run, as one curve or by noise: a title, the choice, and the plot. */
final class LossChart extends JPanel {
    private static final String PLACE = "learn.chart";

    private final Desk desk;
    private final LossPlot plot;
    private LossPlot.View view;
    private List<Learned.Loss> losses = List.of();

    LossChart(Desk desk) {
        super(new BorderLayout(0, UIScale.scale(4)));
        this.desk = desk;
        setName("loss-chart");
        view = LossPlot.View.values()[Math.floorMod(desk.settings().place(PLACE, 0), LossPlot.View.values().length)];
        plot = new LossPlot(desk);
        add(bar(), BorderLayout.PAGE_START);
        add(plot, BorderLayout.CENTER);
    }

    private JPanel bar() {
        JPanel bar = new JPanel(new MigLayout("insets 0, fillx, gapx 4", "[grow][][]"));
        JLabel title = new JLabel(desk.text("learn.chart"));
        title.putClientProperty("FlatLaf.styleClass", "h4");
        bar.add(title);
        ButtonGroup group = new ButtonGroup();
        for (LossPlot.View choice : LossPlot.View.values()) {
            JToggleButton button = new JToggleButton(desk.text("chart." + choice.name()));
            button.setName("chart-" + choice.name());
            button.setToolTipText(desk.text("chart." + choice.name() + ".tip"));
            button.putClientProperty("JButton.buttonType", "toolBarButton");
            button.putClientProperty("FlatLaf.styleClass", "small");
            button.setSelected(choice == view);
            button.addActionListener(e -> {
                view = choice;
                desk.change(s -> s.withPlace(PLACE, choice.ordinal()));
                plot.show(losses, view);
            });
            group.add(button);
            bar.add(button);
        }
        return bar;
    }

    void show(List<Learned.Loss> now) {
        if (now == losses) return;
        losses = now;
        plot.show(losses, view);
    }
}
