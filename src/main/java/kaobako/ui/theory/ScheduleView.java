package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import javax.swing.SwingUtilities;
import kaobako.diffusion.NoiseSchedule;
import kaobako.ui.Desk;

/** A schedule as three curves over the step: beta, what is left of the picture, and the signal-to-noise ratio; dragging sets the step. */
final class ScheduleView extends Plot {
    private static final int CURVES = 3;
    private static final double LEAST_SNR = -6, MOST_SNR = 4, MOST_BETA = 0.05;

    private final Dissolve dissolve;
    private final Layer ground = new Layer();

    ScheduleView(Desk desk, Dissolve dissolve) {
        super(desk, "forward.schedule");
        this.dissolve = dissolve;
        dissolve.onChange(this::repaint);
        setCursor(Cursor.getPredefinedCursor(Cursor.E_RESIZE_CURSOR));
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                if (SwingUtilities.isLeftMouseButton(e)) dissolve.go((int) Math.round(axes(0, 0, 1).valueX(e.getX())));
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                mousePressed(e);
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    private Axes axes(int place, double low, double high) {
        return new Axes(0, Dissolve.STEPS, low, high, Panels.box(getWidth(), getHeight(), place, CURVES));
    }

    /** One of the curves. */
    private record Curve(String name, double low, double high, IntToDoubleFunction value, Color colour) {}

    private List<Curve> curves() {
        NoiseSchedule table = dissolve.table();
        double most = 0;
        for (int t = 0; t < table.size(); t++) most = Math.max(most, table.beta(t));
        // a cosine schedule ends with betas near 1, which would hide all others
        double shown = Math.min(most, MOST_BETA);
        return List.of(new Curve("theory.forward.beta", 0, shown, table::beta, Ink.second()),
                new Curve("theory.forward.alpha", 0, 1, table::alphasCumprod, Ink.accent()),
                new Curve("theory.forward.snr", LEAST_SNR, MOST_SNR, t -> Math.log10(table.snr(t)), Ink.third()));
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        List<Curve> curves = curves();
        ground.paint(g, getWidth(), getHeight(), dissolve.table(), layer -> ground(layer, curves));
        int t = Math.max(0, dissolve.step() - 1);
        double r = UIScale.scale(4f);
        for (int i = 0; i < CURVES; i++) {
            Curve curve = curves.get(i);
            Axes axes = axes(i, curve.low, curve.high);
            double now = curve.value.applyAsDouble(t);
            Panels.title(g, axes, desk().text(curve.name, format(now)));
            Panels.here(g, axes, dissolve.step());
            double y = Math.max(axes.box().getY(), Math.min(axes.box().getMaxY(), axes.y(now)));
            g.setColor(curve.colour);
            g.fill(new Ellipse2D.Double(axes.x(dissolve.step()) - r, y - r, 2 * r, 2 * r));
        }
    }

    /** Axes and lines; only the lowest names the steps that all share. */
    private void ground(Graphics2D g, List<Curve> curves) {
        for (int i = 0; i < CURVES; i++) {
            Curve curve = curves.get(i);
            Axes axes = axes(i, curve.low, curve.high);
            if (i == CURVES - 1) axes.paint(g, desk().text("theory.forward.step"), "");
            else axes.paintY(g, "");
            Graphics2D inside = (Graphics2D) g.create();
            inside.clip(axes.box());
            inside.setColor(curve.colour);
            inside.setStroke(new BasicStroke(UIScale.scale(2f)));
            inside.draw(axes.curve(x -> curve.value.applyAsDouble((int) Math.max(0, Math.min(Dissolve.STEPS - 1, Math.round(x) - 1)))));
            inside.dispose();
        }
    }

    /** Four figures that matter. */
    private static String format(double value) {
        if (value == 0) return "0";
        double size = Math.abs(value);
        return String.format(java.util.Locale.ROOT, size < 1e-6 ? "%.1e" : size < 1e-3 ? "%.6f" : size < 0.1 ? "%.4f" : "%.3f", value);
    }
}
