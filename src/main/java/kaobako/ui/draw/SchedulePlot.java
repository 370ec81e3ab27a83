package kaobako.ui.draw;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Stage;
import kaobako.ui.Desk;
import kaobako.ui.part.Painted;

/**
 * The noise of a model over its timesteps, from pure noise on the left to the picture on the right, with the steps of a sampler marked on
 * it: {@code sigma} on a logarithmic scale, or {@code alphasCumprod}. While a picture is drawn, the steps done are filled.
 */
final class SchedulePlot extends Painted {
    enum Curve { SIGMA, ALPHAS_CUMPROD }

    private static final double SMALLEST_SIGMA = 1e-2;
    private static final double LARGEST_SIGMA = 200;
    private static final int MARGIN = 10;
    private static final int LABELS = 18;

    private final Desk desk;
    private Optional<NoiseSchedule> schedule = Optional.empty();
    private List<Stage> stages = List.of();
    private Curve curve = Curve.SIGMA;
    private int done;

    SchedulePlot(Desk desk) {
        super(AccessibleRole.CANVAS);
        this.desk = desk;
        setName("schedule-plot");
        setPreferredSize(UIScale.scale(new Dimension(260, 132)));
        setMinimumSize(UIScale.scale(new Dimension(160, 110)));
        setToolTipText(desk.text("plot.tip"));
    }

    void show(Optional<NoiseSchedule> model, List<Stage> steps) {
        schedule = model;
        stages = List.copyOf(steps);
        getAccessibleContext().setAccessibleName(desk.text("plot.name", stages.size()));
        repaint();
    }

    void show(Curve shown) {
        curve = shown;
        repaint();
    }

    /** How many of the steps are done; 0 outside a drawing. */
    void showDone(int count) {
        if (done == count) return;
        done = count;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g2.setColor(UIManager.getColor("Kaobako.plotBackground"));
        int arc = UIScale.scale(10);
        g2.fillRoundRect(0, 0, getWidth(), getHeight(), arc, arc);
        labels(g2);
        schedule.ifPresent(s -> {
            curve(g2, s);
            marks(g2, s);
        });
        g2.dispose();
    }

    private void labels(Graphics2D g2) {
        Font font = UIManager.getFont("small.font");
        g2.setFont(font);
        g2.setColor(UIManager.getColor("Label.disabledForeground"));
        g2.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        FontMetrics metrics = g2.getFontMetrics();
        int base = getHeight() - UIScale.scale(6);
        int margin = UIScale.scale(MARGIN);
        g2.drawString(desk.text("plot.noise"), margin, base);
        String picture = desk.text("plot.picture");
        g2.drawString(picture, getWidth() - margin - metrics.stringWidth(picture), base);
        String top = desk.text(curve == Curve.SIGMA ? "plot.sigma" : "plot.alpha");
        g2.drawString(top, getWidth() - margin - metrics.stringWidth(top), UIScale.scale(6) + metrics.getAscent());
    }

    private void curve(Graphics2D g2, NoiseSchedule s) {
        Path2D path = new Path2D.Double();
        int points = 160;
        for (int i = 0; i <= points; i++) {
            double t = (s.size() - 1) * (1 - i / (double) points);
            double x = x(t, s);
            double y = y(value(s, t));
            if (i == 0) path.moveTo(x, y);
            else path.lineTo(x, y);
        }
        g2.setColor(UIManager.getColor("Kaobako.plotLine"));
        g2.setStroke(new BasicStroke(UIScale.scale(1.6f)));
        g2.draw(path);
    }

    private void marks(Graphics2D g2, NoiseSchedule s) {
        Color accent = UIManager.getColor("Component.accentColor");
        double bottom = getHeight() - UIScale.scale(LABELS);
        double radius = UIScale.scale(stages.size() > 60 ? 1.2f : stages.size() > 30 ? 2f : 3f);
        g2.setStroke(new BasicStroke(UIScale.scale(1f)));
        for (int i = 0; i < stages.size(); i++) {
            double x = x(stages.get(i).timestep(), s);
            double y = y(value(s, stages.get(i).timestep()));
            boolean past = done == 0 || i < done;
            g2.setColor(new Color(accent.getRed(), accent.getGreen(), accent.getBlue(), past ? 70 : 30));
            g2.draw(new Line2D.Double(x, y, x, bottom));
            g2.setColor(past ? accent : UIManager.getColor("Kaobako.plotLine"));
            g2.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        }
    }

    private double value(NoiseSchedule s, double t) {
        int low = (int) Math.max(0, Math.min(s.size() - 1, Math.floor(t)));
        int high = Math.min(s.size() - 1, low + 1);
        double share = Math.max(0, Math.min(1, t - low));
        double acp = s.alphasCumprod(low) + share * (s.alphasCumprod(high) - s.alphasCumprod(low));
        if (curve == Curve.ALPHAS_CUMPROD) return acp;
        double sigma = Math.max(SMALLEST_SIGMA, Math.min(LARGEST_SIGMA, Math.sqrt((1 - acp) / Math.max(acp, 1e-12))));
        return Math.log(sigma / SMALLEST_SIGMA) / Math.log(LARGEST_SIGMA / SMALLEST_SIGMA);
    }

    private double x(double t, NoiseSchedule s) {
        double margin = UIScale.scale(MARGIN);
        double share = s.size() > 1 ? 1 - t / (s.size() - 1) : 0;
        return margin + share * (getWidth() - 2 * margin);
    }

    /** From 0 at the bottom to 1 at the top. */
    private double y(double value) {
        double top = UIScale.scale(MARGIN + 4);
        double bottom = getHeight() - UIScale.scale(LABELS + 4);
        return bottom - value * (bottom - top);
    }
}
