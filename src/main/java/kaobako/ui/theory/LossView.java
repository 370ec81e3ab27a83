package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import kaobako.studio.ToyProgress;
import kaobako.studio.ToyProgress.Distance;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Motion;
import kaobako.ui.part.SaveView;

/** How learning goes: the loss of every step with its trend, and how far what the network draws is from the box. */
final class LossView extends Plot {
    private static final int LEAST_STEPS = 200;
    /** Of the trend: what a step adds to it. */
    private static final double SHARE = 0.06;

    private static final int FRAMES = 60, FRAME_MILLIS = 80;

    private final Lesson lesson;
    private final Layer layer = new Layer();
    /** What is shown while a film of the learning is painted. */
    private Optional<ToyProgress> replayed = Optional.empty();

    private ToyProgress shown = ToyProgress.NONE;

    LossView(Desk desk, Lesson lesson) {
        super(desk, "learning.loss");
        this.lesson = lesson;
        Poll.of(this, Poll.SLOW, lesson::progress, this::show);
        lesson.onChange(() -> {
            if (lesson.progress().losses().length < shown.losses().length) show(lesson.progress());
        });
    }

    /** A curve of a thousand steps is not drawn anew for every frame of a flight beside it. */
    private void show(ToyProgress progress) {
        shown = progress;
        repaint();
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        ToyProgress progress = replayed.orElse(shown);
        layer.paint(g, getWidth(), getHeight(), progress, all -> paint(all, progress));
    }

    private void paint(Graphics2D g, ToyProgress progress) {
        float[] losses = progress.losses();
        double steps = Math.max(LEAST_STEPS, losses.length);
        double most = 0.1;
        for (float loss : losses) most = Math.max(most, loss);
        Axes loss = axes(0, steps, most * 1.05);
        Axes distance = axes(1, steps, 1);
        loss.paintY(g, "");
        distance.paint(g, desk().text("theory.learning.trained"), "");
        Panels.title(g, loss, losses.length == 0 ? desk().text("theory.learning.lossNone")
                : desk().text("theory.learning.loss", losses.length, trend(losses)));
        List<Distance> distances = progress.distances();
        Panels.title(g, distance, distances.isEmpty() ? desk().text("theory.learning.distanceNone")
                : desk().text("theory.learning.distance", distances.get(distances.size() - 1).totalVariation()));
        if (losses.length > 0) losses(g, loss, losses);
        distances(g, distance, distances);
    }

    /** The learning so far, once more from its first step. */
    @Override
    protected Optional<Motion> motion() {
        ToyProgress learned = lesson.progress();
        return learned.losses().length == 0 ? Optional.empty() : Optional.of(new Motion("learning-loss", FRAMES, FRAME_MILLIS, i -> {
            replayed = Optional.of(learned.upTo(learned.losses().length * (i + 1) / FRAMES));
            BufferedImage frame = SaveView.image(this, 1);
            replayed = Optional.empty();
            return frame;
        }));
    }

    private Axes axes(int place, double steps, double most) {
        return new Axes(0, steps, 0, most, Panels.box(getWidth(), getHeight(), place, 2));
    }

    private static double trend(float[] losses) {
        double trend = losses[0];
        for (float loss : losses) trend += SHARE * (loss - trend);
        return trend;
    }

    private static void losses(Graphics2D g, Axes axes, float[] losses) {
        Path2D raw = new Path2D.Double();
        Path2D smooth = new Path2D.Double();
        double trend = losses[0];
        // as many points as the view is wide: a step's own point is not to be seen
        int every = Math.max(1, (int) (losses.length / Math.max(1, axes.box().getWidth())));
        for (int i = 0; i < losses.length; i++) {
            trend += SHARE * (losses[i] - trend);
            if (i % every != 0) continue;
            double x = axes.x(i + 1);
            if (i == 0) {
                raw.moveTo(x, axes.y(losses[i]));
                smooth.moveTo(x, axes.y(trend));
            } else {
                raw.lineTo(x, axes.y(losses[i]));
                smooth.lineTo(x, axes.y(trend));
            }
        }
        g.setStroke(new BasicStroke(UIScale.scale(1f)));
        g.setColor(Ink.alpha(Ink.accent(), 70));
        g.draw(raw);
        g.setStroke(new BasicStroke(UIScale.scale(2f)));
        g.setColor(Ink.accent());
        g.draw(smooth);
    }

    private static void distances(Graphics2D g, Axes axes, List<Distance> distances) {
        Path2D found = new Path2D.Double();
        Path2D least = new Path2D.Double();
        double r = UIScale.scale(3f);
        g.setColor(Ink.second());
        for (int i = 0; i < distances.size(); i++) {
            Distance d = distances.get(i);
            if (i == 0) {
                found.moveTo(axes.x(d.step()), axes.y(d.totalVariation()));
                least.moveTo(axes.x(d.step()), axes.y(d.least()));
            } else {
                found.lineTo(axes.x(d.step()), axes.y(d.totalVariation()));
                least.lineTo(axes.x(d.step()), axes.y(d.least()));
            }
            Rectangle2D dot = new Rectangle2D.Double(axes.x(d.step()) - r, axes.y(d.totalVariation()) - r, 2 * r, 2 * r);
            g.fill(new Ellipse2D.Double(dot.getX(), dot.getY(), dot.getWidth(), dot.getHeight()));
        }
        g.setStroke(new BasicStroke(UIScale.scale(2f)));
        g.draw(found);
        g.setColor(Ink.line());
        g.setStroke(Panels.dashed());
        g.draw(least);
    }
}
