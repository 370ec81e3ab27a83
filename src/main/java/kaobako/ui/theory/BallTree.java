package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import javax.swing.UIManager;
import kaobako.theory.BallChain;
import kaobako.theory.BallChain.Ball;
import kaobako.theory.BallChain.Path;
import kaobako.ui.Desk;

/** Every way through the boxes as a tree: thick branches are probable, each end shows the product of its way. The last run is lit. */
final class BallTree extends Plot {
    private static final double THICKEST = 16;
    /** With more, ends are bars without words. */
    private static final int MOST_WORDS = 4;

    private final BallDesk balls;

    BallTree(Desk desk, BallDesk balls) {
        super(desk, "balls.tree");
        this.balls = balls;
        balls.onChange(this::repaint);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        int draws = balls.chain().draws();
        g.setFont(UIManager.getFont("small.font"));
        FontMetrics metrics = g.getFontMetrics();
        double end = draws > MOST_WORDS ? UIScale.scale(70f) : metrics.stringWidth(product(balls.chain().paths(draws).get(0)) + "00") + UIScale.scale(12f);
        double left = UIScale.scale(26f), step = (getWidth() - left - end - UIScale.scale(14f)) / draws;
        double radius = Math.min(UIScale.scale(8f), 0.36 * rowHeight(draws));
        for (int draw = 1; draw <= draws; draw++) {
            List<Path> paths = balls.chain().paths(draw);
            for (int i = 0; i < paths.size(); i++) branch(g, paths.get(i), i, left + (draw - 1) * step, step, radius);
        }
        for (int draw = draws; draw >= 1; draw--) {
            List<Path> paths = balls.chain().paths(draw);
            for (int i = 0; i < paths.size(); i++) {
                double r = Math.min(UIScale.scale(8f), 0.36 * rowHeight(draw));
                BallBox.ball(g, paths.get(i).last(), left + draw * step, y(i, draw), r);
                if (draw == draws) end(g, metrics, paths.get(i), left + draw * step + r + UIScale.scale(5f), y(i, draw), end);
            }
        }
        g.setColor(Ink.third());
        double root = UIScale.scale(7f);
        g.fill(new Rectangle2D.Double(left - root, getHeight() / 2.0 - root, 2 * root, 2 * root));
    }

    private double rowHeight(int draw) {
        return (getHeight() - UIScale.scale(24f)) / (double) (1 << draw);
    }

    private double y(int index, int draw) {
        return UIScale.scale(12f) + (index + 0.5) * rowHeight(draw);
    }

    private void branch(Graphics2D g, Path path, int index, double x, double step, double radius) {
        int draw = path.balls().size();
        double from = draw == 1 ? getHeight() / 2.0 : y(index / 2, draw - 1), to = y(index, draw);
        double probability = path.probability().doubleValue();
        Path2D curve = new Path2D.Double();
        curve.moveTo(x, from);
        curve.curveTo(x + step / 2, from, x + step / 2, to, x + step, to);
        boolean lit = balls.last().size() >= draw && balls.last().subList(0, draw).equals(path.balls());
        g.setColor(lit ? Ink.accent() : Ink.alpha(Ink.line(), probability == 0 ? 30 : 110));
        g.setStroke(new BasicStroke((float) Math.max(UIScale.scale(lit ? 2f : 0.6f), probability * UIScale.scale((float) THICKEST)),
                BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        g.draw(curve);
        if (rowHeight(draw) < g.getFontMetrics().getHeight() * 1.6 || step < UIScale.scale(70f)) return;
        Ball before = draw == 1 ? Ball.BLACK : path.balls().get(draw - 2);
        int black = draw == 1 ? balls.chain().first() : balls.chain().blackBalls(draw, before);
        String chance = BallDesk.percent(BallChain.chance(black, path.last()));
        g.setColor(Ink.text());
        double wide = g.getFontMetrics().stringWidth(chance);
        double above = path.last() == Ball.BLACK ? -UIScale.scale(6f) : g.getFontMetrics().getAscent() + UIScale.scale(6f);
        g.drawString(chance, (float) (x + step - radius - wide - UIScale.scale(7f)), (float) (to + above));
    }

    private static String product(Path path) {
        return BallDesk.percent(path.probability(), 4);
    }

    private void end(Graphics2D g, FontMetrics metrics, Path path, double x, double y, double room) {
        boolean black = path.last() == Ball.BLACK;
        if (path.balls().size() <= MOST_WORDS && rowHeight(path.balls().size()) > 0.8 * metrics.getAscent()) {
            g.setColor(black ? Ink.accent() : Ink.text());
            g.drawString(product(path), (float) x, (float) (y + metrics.getAscent() / 2.0 - UIScale.scale(1f)));
            return;
        }
        double highest = balls.chain().paths(path.balls().size()).size() * 0.12;
        double height = Math.max(0.6, 0.7 * rowHeight(path.balls().size()));
        double width = Math.min(1, path.probability().doubleValue() * highest) * (room - UIScale.scale(10f));
        g.setColor(black ? Ink.accent() : Ink.line());
        g.fill(new Rectangle2D.Double(x, y - height / 2, width, height));
    }
}
