package kaobako.studio;

import java.util.ArrayList;
import java.util.List;
import kaobako.train.TrainEvent;

/**
 * The losses of a run as a curve of at most {@value #MOST} points: when there are more, every second one goes. One thread at a time;
 * what it hands out is immutable.
 */
final class LossHistory {
    private static final int MOST = 1200;

    private final List<Learned.Loss> points = new ArrayList<>();
    private long stride = 1;

    /** Takes a step's losses. After a rollback, what was undone is forgotten. */
    void add(TrainEvent.Progress p) {
        add(new Learned.Loss(p.step(), p.loss(), p.smoothed(), p.bands()));
    }

    void add(Learned.Loss loss) {
        while (!points.isEmpty() && points.get(points.size() - 1).step() >= loss.step()) points.remove(points.size() - 1);
        if (!points.isEmpty() && loss.step() - points.get(points.size() - 1).step() < stride) return;
        points.add(loss);
        if (points.size() < MOST) return;
        List<Learned.Loss> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) kept.add(points.get(i));
        points.clear();
        points.addAll(kept);
        stride = Math.max(stride * 2, (kept.get(kept.size() - 1).step() - kept.get(0).step()) / kept.size());
    }

    List<Learned.Loss> snapshot() {
        return List.copyOf(points);
    }
}
