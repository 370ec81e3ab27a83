package kaobako.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import kaobako.theory.BallChain.Ball;
import kaobako.theory.BallChain.Box;
import kaobako.theory.BallChain.Refill;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class BallChainTest {
    private static BigFraction of(int numerator, int denominator) {
        return BigFraction.of(numerator, denominator);
    }

    private static Box box(int black, int white) {
        return new Box(BigInteger.valueOf(black), BigInteger.valueOf(white));
    }

    @Test
    void theEssaysChainComesOutExactly() {
        BallChain chain = BallChain.ESSAY;
        assertThat(List.of(chain.black(1), chain.black(2), chain.black(3))).containsExactly(of(4, 10), of(54, 100), of(154, 1000));
        assertThat(chain.smallestBox(1)).isEqualTo(box(2, 3));
        assertThat(chain.smallestBox(2)).isEqualTo(box(27, 23));
        assertThat(chain.smallestBox(3)).isEqualTo(box(77, 423));
        assertThat(chain.paths(2).stream().map(BallChain.Path::probability)).containsExactly(of(12, 100), of(28, 100), of(42, 100), of(18, 100));
    }

    @Test
    void perCentAreWrittenOutWhole() {
        assertThat(BallChain.percent(BallChain.ESSAY.black(3)).toPlainString()).isEqualTo("15.4");
        assertThat(BallChain.percent(BigFraction.ONE).toPlainString()).isEqualTo("100");
        assertThat(BallChain.percent(BigFraction.ZERO).toPlainString()).isEqualTo("0");
        assertThat(BallChain.percent(of(1, 100_000_000)).toPlainString()).isEqualTo("0.000001");
    }

    /** Counts sequences of numbered balls instead of multiplying fractions: 10^8 of them for eight draws, as whole numbers. */
    private static long blackOf(BallChain chain, int draw, Ball before, int last) {
        long ways = 0;
        int black = draw == 1 ? chain.first() : chain.blackBalls(draw, before);
        for (Ball ball : Ball.values()) {
            int balls = ball == Ball.BLACK ? black : BallChain.BALLS - black;
            if (draw < last) ways += balls * blackOf(chain, draw + 1, ball, last);
            else if (ball == Ball.BLACK) ways += balls;
        }
        return ways;
    }

    @Test
    void aChainOfEightIsExact() {
        BallChain chain = new BallChain(3, List.of(new Refill(9, 2), new Refill(1, 6), new Refill(7, 3), new Refill(4, 8),
                new Refill(3, 9), new Refill(7, 1), new Refill(9, 3)));
        for (int draw = 1; draw <= 8; draw++) {
            BigInteger ways = BigInteger.valueOf(blackOf(chain, 1, Ball.BLACK, draw));
            assertThat(chain.black(draw)).isEqualTo(BigFraction.of(ways, BigInteger.TEN.pow(draw)));
            BigFraction all = BigFraction.ZERO;
            BigFraction black = BigFraction.ZERO;
            for (BallChain.Path path : chain.paths(draw)) {
                all = all.add(path.probability());
                if (path.last() == Ball.BLACK) black = black.add(path.probability());
            }
            assertThat(all).isEqualTo(BigFraction.ONE);
            assertThat(black).as("the sum over paths").isEqualTo(chain.black(draw));
        }
        assertThat(chain.paths(8)).hasSize(256);
        Box box = chain.smallestBox(8);
        assertThat(box.black().gcd(box.white())).as("no smaller box").isEqualTo(BigInteger.ONE);
        assertThat(BigFraction.of(box.black(), box.balls())).isEqualTo(chain.black(8));
        assertThat(box.balls()).as("last digit odd in tenths: no factor shortens it").isGreaterThan(BigInteger.valueOf(1000));
    }

    @Test
    void drawnChainsFollowThePaths() {
        BallChain chain = BallChain.ESSAY.withDraws(4);
        Random random = new Random(11);
        int runs = 100_000;
        var counts = java.util.stream.IntStream.range(0, runs).mapToObj(i -> chain.draw(random))
                .collect(Collectors.groupingBy(b -> b, Collectors.counting()));
        for (BallChain.Path path : chain.paths(4)) {
            double p = path.probability().doubleValue();
            assertThat(counts.getOrDefault(path.balls(), 0L) / (double) runs).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / runs)));
        }
    }

    @Test
    void certainBoxesAreCertain() {
        BallChain chain = new BallChain(10, List.of(new Refill(0, 5)));
        assertThat(chain.black(2)).isEqualTo(BigFraction.ZERO);
        assertThat(chain.smallestBox(2)).isEqualTo(box(0, 1));
        assertThat(chain.draw(new Random(1))).containsExactly(Ball.BLACK, Ball.WHITE);
    }

    @Test
    void refusesWhatIsNoBox() {
        assertThatThrownBy(() -> new BallChain(11, List.of())).hasMessageContaining("found 11");
        assertThatThrownBy(() -> new Refill(5, -1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> BallChain.ESSAY.withDraws(9)).hasMessageContaining("1 to 8");
    }
}
