package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.UIManager;
import kaobako.generate.Picture;
import kaobako.studio.Wall;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Pixels;

/** Length of the noise along both ways, and under it the pictures that are drawn from it, each below its place. */
final class SeedWaysView extends Plot {
    private final SeedWays ways;
    private final Pixels[] pixels = new Pixels[2 * SeedWays.PICTURES];

    SeedWaysView(Desk desk, SeedWays ways) {
        super(desk, "spheres.ways");
        this.ways = ways;
        for (int i = 0; i < pixels.length; i++) pixels[i] = new Pixels();
        ways.onChange(this::changed);
        Poll.of(this, Poll.FAST, () -> ways.wall().orElse(null), wall -> repaint());
    }

    /** How long the noise is half-way: what the curves show, for those who hear it. */
    private void changed() {
        List<String> halfWay = new ArrayList<>();
        for (SeedWays.Way way : SeedWays.Way.values()) {
            double[] lengths = ways.lengths(way);
            if (lengths.length > 0) halfWay.add(String.format(Locale.ROOT, "%s %.3f", name(way), lengths[lengths.length / 2] / Math.sqrt(ways.dimensions())));
        }
        getAccessibleContext().setAccessibleDescription(String.join(", ", halfWay));
        repaint();
    }

    private String name(SeedWays.Way way) {
        return desk().text(way == SeedWays.Way.ARC ? "theory.spheres.arc" : "theory.spheres.straight");
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Rectangle2D inside = Axes.inside(getWidth(), getHeight());
        double side = Math.min((inside.getWidth() + UIScale.scale(20f)) / SeedWays.PICTURES - UIScale.scale(4f), 0.26 * getHeight());
        double rows = 2 * (side + UIScale.scale(26f));
        double root = Math.sqrt(ways.dimensions());
        Rectangle2D box = new Rectangle2D.Double(inside.getX(), inside.getY(), inside.getWidth(), Math.max(40, inside.getHeight() - rows));
        Axes axes = new Axes(0, 1, 0, root * 1.15, box);
        axes.paint(g, desk().text("theory.spheres.share"), desk().text("theory.spheres.length"));
        level(g, axes, root, desk().text("theory.spheres.root", root));
        for (SeedWays.Way way : SeedWays.Way.values()) curve(g, axes, way);
        double top = box.getMaxY() + UIScale.scale(42f);
        for (SeedWays.Way way : SeedWays.Way.values()) row(g, axes, way, top + way.ordinal() * (side + UIScale.scale(24f)), side);
    }

    private static Color colour(SeedWays.Way way) {
        return way == SeedWays.Way.STRAIGHT ? Ink.second() : Ink.accent();
    }

    private void level(Graphics2D g, Axes axes, double value, String words) {
        g.setColor(Ink.text());
        g.setStroke(new BasicStroke(UIScale.scale(1.2f), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {UIScale.scale(4f), UIScale.scale(4f)}, 0));
        g.draw(new Line2D.Double(axes.x(0), axes.y(value), axes.x(1), axes.y(value)));
        g.setFont(UIManager.getFont("small.font"));
        g.drawString(words, (float) (axes.x(0.28) - g.getFontMetrics().stringWidth(words) / 2.0), (float) (axes.y(value) + g.getFontMetrics().getHeight()));
    }

    private void curve(Graphics2D g, Axes axes, SeedWays.Way way) {
        double[] lengths = ways.lengths(way);
        if (lengths.length == 0) return;
        Path2D path = new Path2D.Double();
        for (int i = 0; i < lengths.length; i++) {
            double x = axes.x(i / (lengths.length - 1.0)), y = axes.y(lengths[i]);
            if (i == 0) path.moveTo(x, y);
            else path.lineTo(x, y);
        }
        g.setColor(colour(way));
        g.setStroke(new BasicStroke(UIScale.scale(2.2f)));
        g.draw(path);
        double middle = lengths[lengths.length / 2];
        String words = desk().text("theory.spheres.middle", middle, middle / Math.sqrt(ways.dimensions()));
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(words, (float) (axes.x(0.5) - metrics.stringWidth(words) / 2.0),
                (float) (axes.y(middle) + (way == SeedWays.Way.ARC ? -UIScale.scale(7f) : metrics.getHeight())));
    }

    private void row(Graphics2D g, Axes axes, SeedWays.Way way, double top, double side) {
        g.setFont(UIManager.getFont("small.font"));
        g.setColor(colour(way));
        g.drawString(name(way), (float) axes.x(0) - UIScale.scale(30f),
                (float) (top - UIScale.scale(4f)));
        Optional<Wall> wall = ways.wall();
        double left = axes.box().getX() - UIScale.scale(30f);
        double reach = axes.box().getMaxX() + UIScale.scale(2f) - side - left;
        for (int i = 0; i < SeedWays.PICTURES; i++) {
            double x = left + reach * i / (SeedWays.PICTURES - 1.0);
            int place = i;
            Optional<Picture> picture = wall.flatMap(w -> SeedWays.picture(w, way, place));
            Rectangle box = new Rectangle((int) x, (int) top, (int) side, (int) side);
            if (picture.isPresent()) {
                pixels[way.ordinal() * SeedWays.PICTURES + i].paint(g, picture.get(), box, desk().settings().scaling());
            } else {
                g.setColor(UIManager.getColor("Kaobako.tileBackground"));
                g.fillRoundRect(box.x, box.y, box.width, box.height, UIScale.scale(6), UIScale.scale(6));
            }
        }
    }
}
