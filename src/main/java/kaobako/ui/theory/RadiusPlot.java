package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import javax.swing.UIManager;
import kaobako.theory.Shell;
import kaobako.ui.Desk;

/** How far draws are from the centre: the exact density of the radius as a curve, real seeds as bars. */
final class RadiusPlot extends Plot {
    /** What of the radius is to be seen: all from the centre on, or the shell alone. */
    enum Range { FROM_CENTRE, CLOSE }

    private static final int BARS = 48;

    private final Radii radii;
    private final Range range;

    RadiusPlot(Desk desk, Radii radii, Range range) {
        super(desk, range == Range.CLOSE ? "spheres.shell" : "spheres.radius");
        this.radii = radii;
        this.range = range;
        radii.onChange(() -> {
            getAccessibleContext().setAccessibleDescription(seeds());
            repaint();
        });
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Shell shell = radii.shell();
        boolean close = range == Range.CLOSE;
        double from = close ? Math.max(0, shell.mean() - 4.5 * shell.deviation()) : 0;
        double unit = shell.radius() / radii.sigma();
        // from the centre the range stays, that sigma can be seen to grow
        double to = close ? shell.mean() + 4.5 * shell.deviation() : Radii.LARGEST_SIGMA * Math.max(unit * 1.08, unit + 2.2);
        double highest = highest(shell, from, to);
        Axes axes = new Axes(from, to, 0, highest * 1.25, Axes.inside(getWidth(), getHeight()));
        axes.paintX(g, desk().text("theory.spheres.distance"));
        g.clip(new Rectangle2D.Double(axes.box().getX() - UIScale.scale(2f), UIScale.scale(4f), axes.box().getWidth() + UIScale.scale(4f), getHeight()));
        bars(g, axes, from, to);
        Path2D curve = curve(axes, shell);
        g.setColor(Ink.accent());
        g.setStroke(new BasicStroke(UIScale.scale(2f)));
        g.draw(curve);
        g.setColor(Ink.text());
        double at = axes.x(shell.radius());
        g.setStroke(new BasicStroke(UIScale.scale(1.2f), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {UIScale.scale(4f), UIScale.scale(4f)}, 0));
        g.draw(new Line2D.Double(at, axes.box().getY(), at, axes.box().getMaxY()));
        words(g, axes, shell, at);
    }

    private String seeds() {
        double[] moments = radii.moments();
        return desk().text("theory.spheres.seeds", radii.norms().length, moments[0], moments[1]);
    }

    private static double highest(Shell shell, double from, double to) {
        double highest = 0;
        // a shell of 12288 dimensions is thinner than any even step over the whole range
        for (int i = 0; i <= 200; i++) {
            highest = Math.max(highest, shell.density(from + (to - from) * i / 200));
            highest = Math.max(highest, shell.density(Math.max(0, shell.mean() + shell.deviation() * (i - 100) / 50)));
        }
        return highest;
    }

    private static Path2D curve(Axes axes, Shell shell) {
        Path2D path = new Path2D.Double();
        int steps = (int) Math.max(200, 2 * axes.box().getWidth());
        for (int i = 0; i <= steps; i++) {
            double r = axes.x0() + (axes.x1() - axes.x0()) * i / steps;
            if (i == 0) path.moveTo(axes.x(r), axes.y(shell.density(r)));
            else path.lineTo(axes.x(r), axes.y(shell.density(r)));
        }
        return path;
    }

    private void bars(Graphics2D g, Axes axes, double from, double to) {
        double[] norms = radii.norms();
        if (norms.length == 0) return;
        // as wide as the close view's, so that both show the same heights
        Shell shell = radii.shell();
        double width = range == Range.CLOSE ? (to - from) / BARS : Math.max((to - from) / (2 * BARS), shell.deviation() * 0.2);
        if (range == Range.FROM_CENTRE && shell.dimensions() > 20) width = 9 * shell.deviation() / BARS;
        int[] counts = new int[(int) Math.ceil((to - from) / width) + 1];
        for (double n : norms) {
            int bar = (int) Math.floor((n * radii.sigma() - from) / width);
            if (bar >= 0 && bar < counts.length) counts[bar]++;
        }
        g.setColor(Ink.alpha(Ink.second(), 150));
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) continue;
            double top = axes.y(counts[i] / (double) norms.length / width);
            double left = axes.x(from + i * width);
            g.fill(new Rectangle2D.Double(left, top, Math.max(0.5, axes.x(from + (i + 1) * width) - left - 0.5), axes.box().getMaxY() - top));
        }
    }

    private void words(Graphics2D g, Axes axes, Shell shell, double at) {
        g.setFont(UIManager.getFont("small.font"));
        FontMetrics metrics = g.getFontMetrics();
        String root = desk().text("theory.spheres.root", shell.radius());
        boolean right = at + metrics.stringWidth(root) + UIScale.scale(8f) > axes.box().getMaxX();
        g.setColor(Ink.text());
        g.drawString(root, (float) (right ? at - metrics.stringWidth(root) - UIScale.scale(6f) : at + UIScale.scale(6f)),
                (float) (axes.box().getY() + metrics.getAscent()));
        if (range == Range.FROM_CENTRE) return;
        double left = axes.box().getX() + UIScale.scale(4f), line = metrics.getHeight(), top = axes.box().getY() + metrics.getAscent();
        g.setColor(Ink.accent());
        g.drawString(desk().text("theory.spheres.exact", shell.mean(), shell.deviation()), (float) left, (float) (top + line));
        if (radii.norms().length < 2) return;
        g.setColor(Ink.second());
        g.drawString(seeds(), (float) left, (float) (top + 2 * line));
    }
}
