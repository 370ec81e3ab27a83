package kaobako.theory;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * A box of ten balls, black and white, from which one ball is drawn again and again; after each draw the box is filled anew, as the drawn
 * colour says. Each box knows tenths only; what comes out at the end may be any fraction of 10^draws. Exact.
 *
 * @param first   black balls of the first box, 0 to 10
 * @param refills of the second, third, .. box
 */
public record BallChain(int first, List<Refill> refills) {
    public static final int BALLS = 10;
    public static final int MOST_DRAWS = 8;

    /** The essay's chain: 54 % black after two draws, 15.4 % after three. */
    public static final BallChain ESSAY = new BallChain(4, List.of(new Refill(3, 7), new Refill(2, 1)));

    private static final BigFraction TEN = BigFraction.of(BALLS);

    /** Black balls of a box after a black draw, and after a white one; 0 to 10. */
    public record Refill(int afterBlack, int afterWhite) {
        public Refill {
            checkBalls(afterBlack);
            checkBalls(afterWhite);
        }

        public int after(Ball ball) {
            return ball == Ball.BLACK ? afterBlack : afterWhite;
        }
    }

    public enum Ball { BLACK, WHITE }

    /** The balls drawn on a way through the boxes, and how probable the way is: the product along it. */
    public record Path(List<Ball> balls, BigFraction probability) {
        public Ball last() {
            return balls.get(balls.size() - 1);
        }
    }

    /** A single box. */
    public record Box(BigInteger black, BigInteger white) {
        public BigInteger balls() {
            return black.add(white);
        }
    }

    public BallChain {
        refills = List.copyOf(refills);
        checkBalls(first);
        if (refills.size() + 1 > MOST_DRAWS) {
            throw new IllegalArgumentException("a chain has 1 to " + MOST_DRAWS + " draws, found " + (refills.size() + 1));
        }
    }

    private static void checkBalls(int black) {
        if (black < 0 || black > BALLS) throw new IllegalArgumentException("a box has 0 to " + BALLS + " black balls, found " + black);
    }

    public int draws() {
        return refills.size() + 1;
    }

    /** Black balls of the box of draw {@code draw}, 2 or more, after {@code before} was drawn. */
    public int blackBalls(int draw, Ball before) {
        return refills.get(draw - 2).after(before);
    }

    /** A fraction in per cent, all its digits: tenths of tenths always end. */
    public static BigDecimal percent(BigFraction fraction) {
        BigDecimal percent = new BigDecimal(fraction.getNumerator().multiply(BigInteger.valueOf(100))).divide(new BigDecimal(fraction.getDenominator()));
        return percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
    }

    /** The probability of one draw's ball in a box of so many black ones. */
    public static BigFraction chance(int black, Ball ball) {
        return BigFraction.of(ball == Ball.BLACK ? black : BALLS - black).divide(TEN);
    }

    /**
     * The marginal: how probable it is that draw {@code draw} is black, whatever came before. Law of total probability, a draw at a time.
     *
     * @param draw from 1
     */
    public BigFraction black(int draw) {
        BigFraction black = chance(first, Ball.BLACK);
        for (int i = 2; i <= draw; i++) {
            black = black.multiply(chance(blackBalls(i, Ball.BLACK), Ball.BLACK))
                    .add(BigFraction.ONE.subtract(black).multiply(chance(blackBalls(i, Ball.WHITE), Ball.BLACK)));
        }
        return black;
    }

    /** The smallest single box that does what draw {@code draw} does. */
    public Box smallestBox(int draw) {
        BigFraction black = black(draw);
        return new Box(black.getNumerator(), black.getDenominator().subtract(black.getNumerator()));
    }

    /** Every way through the first {@code draws} boxes, black first: 2^draws. */
    public List<Path> paths(int draws) {
        List<Path> paths = List.of(new Path(List.of(), BigFraction.ONE));
        for (int draw = 1; draw <= draws; draw++) {
            List<Path> longer = new ArrayList<>();
            for (Path path : paths) {
                int black = draw == 1 ? first : blackBalls(draw, path.last());
                for (Ball ball : Ball.values()) {
                    List<Ball> balls = new ArrayList<>(path.balls());
                    balls.add(ball);
                    longer.add(new Path(List.copyOf(balls), path.probability().multiply(chance(black, ball))));
                }
            }
            paths = longer;
        }
        return paths;
    }

    /** Draws all the way through: a ball a box. */
    public List<Ball> draw(RandomGenerator random) {
        List<Ball> balls = new ArrayList<>();
        int black = first;
        for (int draw = 1; draw <= draws(); draw++) {
            Ball ball = random.nextInt(BALLS) < black ? Ball.BLACK : Ball.WHITE;
            balls.add(ball);
            if (draw < draws()) black = blackBalls(draw + 1, ball);
        }
        return balls;
    }

    public BallChain withFirst(int black) {
        return new BallChain(black, refills);
    }

    /** With another refill before draw {@code draw}, 2 or more. */
    public BallChain withRefill(int draw, Refill refill) {
        List<Refill> changed = new ArrayList<>(refills);
        changed.set(draw - 2, refill);
        return new BallChain(first, changed);
    }

    /** With so many draws, 1 to 8; new boxes get 7 black balls after black, 4 after white. */
    public BallChain withDraws(int draws) {
        List<Refill> changed = new ArrayList<>(refills.subList(0, Math.min(refills.size(), draws - 1)));
        while (changed.size() < draws - 1) changed.add(new Refill(7, 4));
        return new BallChain(first, changed);
    }
}
