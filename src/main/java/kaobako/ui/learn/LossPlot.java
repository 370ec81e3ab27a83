package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import kaobako.studio.Learned;
import kaobako.ui.Desk;
import kaobako.ui.part.Painted;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Loss over steps, logarithmic: smoothed over the raw one, or a smoothed curve for each quarter of the noise levels. Painted by XChart
 * straight onto the component, so that it is sharp on every screen; its own panel would buffer it and bring an English menu.
 */
final class LossPlot extends Painted {
    /** What is shown. */
    enum View { WHOLE, BANDS }

    private static final int BANDS = 4;
    private static final double LEAST = 1e-6;
    private static final double UNEVEN = 0.01;

    private final Desk desk;
    private Optional<XYChart> chart = Optional.empty();
    private List<Learned.Loss> losses = List.of();
    private View view = View.WHOLE;

    LossPlot(Desk desk) {
        super(AccessibleRole.CANVAS);
        this.desk = desk;
        setName("loss-plot");
        show(losses, view);
    }

    void show(List<Learned.Loss> shown, View as) {
        losses = shown;
        view = as;
        chart = losses.size() < 2 ? Optional.empty() : Optional.of(chart());
        Learned.Loss last = losses.isEmpty() ? null : losses.get(losses.size() - 1);
        getAccessibleContext().setAccessibleName(last == null ? desk.text("learn.chart")
                : desk.text("chart.name", LearnWords.loss(last.smoothed()), last.step()));
        repaint();
    }

    /** The theme's colours and fonts are those of the moment the chart is made. */
    @Override
    public void updateUI() {
        super.updateUI();
        if (losses != null) show(losses, view);
    }

    private XYChart chart() {
        XYChart made = new XYChartBuilder().width(400).height(240).build();
        style(made.getStyler());
        double[] steps = losses.stream().mapToDouble(Learned.Loss::step).toArray();
        // steps that are evenly spaced would get their own odd numbers as ticks, not round ones
        steps[0] -= UNEVEN;
        if (view == View.WHOLE) {
            Color accent = UIManager.getColor("Component.accentColor");
            Color faint = new Color(accent.getRed(), accent.getGreen(), accent.getBlue(), 70);
            add(made, desk.text("chart.raw"), steps, Learned.Loss::loss, faint, 1f);
            add(made, desk.text("chart.smooth"), steps, Learned.Loss::smoothed, accent, 2.2f);
        } else {
            for (int b = 0; b < BANDS; b++) {
                int band = b;
                add(made, desk.text("chart.band." + (b + 1)), steps, l -> band < l.bands().size() ? l.bands().get(band) : Double.NaN,
                        UIManager.getColor("Kaobako.band" + (b + 1)), 1.8f);
            }
        }
        return made;
    }

    private void add(XYChart to, String name, double[] steps, ToDoubleFunction<Learned.Loss> value, Color colour, float width) {
        double[] values = losses.stream().mapToDouble(value).map(v -> v > 0 ? Math.max(LEAST, v) : Double.NaN).toArray();
        // a band that no picture fell into yet has nothing to show
        if (java.util.Arrays.stream(values).allMatch(Double::isNaN)) return;
        to.addSeries(name, steps, values).setMarker(SeriesMarkers.NONE).setLineColor(colour)
                .setLineStyle(new BasicStroke(UIScale.scale(width), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    private void style(XYStyler styler) {
        Font font = UIManager.getFont("small.font");
        Color text = UIManager.getColor("Label.disabledForeground");
        Color none = new Color(0, true);
        styler.setChartBackgroundColor(none);
        styler.setPlotBackgroundColor(none);
        styler.setLegendBackgroundColor(none);
        styler.setLegendBorderColor(none);
        styler.setPlotBorderVisible(false);
        styler.setChartTitleVisible(false);
        styler.setAxisTitlesVisible(false);
        styler.setAxisTicksMarksVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotGridLinesColor(UIManager.getColor("Separator.foreground"));
        styler.setPlotGridLinesStroke(new BasicStroke(UIScale.scale(1f)));
        styler.setAxisTickLabelsFont(font);
        styler.setAxisTickLabelsColor(text);
        styler.setAxisTickPadding(UIScale.scale(6));
        styler.setChartFontColor(text);
        styler.setLegendFont(font);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setLegendSeriesLineLength(UIScale.scale(16));
        styler.setLegendPadding(UIScale.scale(12));
        styler.setChartPadding(UIScale.scale(10));
        styler.setPlotContentSize(1);
        styler.setYAxisLogarithmic(true);
        styler.setYAxisLogarithmicDecadeOnly(false);
        styler.setXAxisTickMarkSpacingHint(UIScale.scale(90));
        styler.setXAxisDecimalPattern("#,##0");
        styler.setYAxisDecimalPattern("0.00##");
    }

    @Override
    protected void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g2.setColor(UIManager.getColor("Kaobako.plotBackground"));
        int arc = UIScale.scale(10);
        g2.fillRoundRect(0, 0, getWidth(), getHeight(), arc, arc);
        if (chart.isPresent()) {
            chart.get().paint(g2, getWidth(), getHeight());
        } else {
            g2.setFont(UIManager.getFont("small.font"));
            g2.setColor(UIManager.getColor("Label.disabledForeground"));
            String words = desk.text("chart.none");
            g2.drawString(words, (getWidth() - g2.getFontMetrics().stringWidth(words)) / 2, getHeight() / 2);
        }
        g2.dispose();
    }
}
