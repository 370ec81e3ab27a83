package kaobako.ui.theory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kaobako.theory.BallChain;
import kaobako.theory.BallChain.Ball;
import org.apache.commons.numbers.fraction.BigFraction;

/** What the views of chapter 2 share: the chain of boxes, and the runs through it. They hear of every change. Event thread. */
final class BallDesk {
    private final RandomGenerator random = new SplittableRandom();
    private final List<Runnable> listeners = new ArrayList<>();
    private BallChain chain = BallChain.ESSAY.withDraws(1);
    private final long[] black = new long[BallChain.MOST_DRAWS];
    private long runs;
    private List<Ball> last = List.of();

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    BallChain chain() {
        return chain;
    }

    /** Another chain; runs through the old one are forgotten. */
    void take(BallChain another) {
        if (another.equals(chain)) return;
        chain = another;
        forget();
    }

    void forget() {
        java.util.Arrays.fill(black, 0);
        runs = 0;
        last = List.of();
        changed();
    }

    void run(int times) {
        for (int i = 0; i < times; i++) {
            last = chain.draw(random);
            for (int draw = 0; draw < last.size(); draw++) if (last.get(draw) == Ball.BLACK) black[draw]++;
        }
        runs += times;
        changed();
    }

    long runs() {
        return runs;
    }

    /** The share of runs in which a draw, from 1, was black; 0 before the first run. */
    double share(int draw) {
        return runs == 0 ? 0 : black[draw - 1] / (double) runs;
    }

    /** The balls of the last run; empty before the first. */
    List<Ball> last() {
        return last;
    }

    /** For instance {@code 15.4 %}: exact, however long. */
    static String percent(BigFraction fraction) {
        return BallChain.percent(fraction).toPlainString() + " %";
    }

    /** The same to at most {@code digits} places, with a sign that there are more. */
    static String percent(BigFraction fraction, int digits) {
        BigDecimal exact = BallChain.percent(fraction);
        if (exact.scale() <= digits) return exact.toPlainString() + " %";
        return exact.setScale(digits, java.math.RoundingMode.DOWN).toPlainString() + "… %";
    }
}
