package kaobako.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import kaobako.theory.TwoPixelDensity.Cut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoPixelDensityTest {
    private static final int DRAWS = 100_000;

    /** The midpoint rule, seven points a cell each way. */
    private static double volume(TwoPixelDensity density) {
        int n = 7 * TwoPixelDensity.CELLS;
        double sum = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) sum += density.at(-1 + (i + 0.5) * 2 / n, -1 + (j + 0.5) * 2 / n);
        return sum * 4 / n / n;
    }

    @ParameterizedTest
    @EnumSource
    void integratesToOne(Example example) {
        TwoPixelDensity density = example.density();
        assertThat(volume(density)).isCloseTo(1, within(1e-3));
        assertThat(density.integral()).isCloseTo(1, within(1e-12));
        assertThat(density.at(1.01, 0)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aCutIsTheSliceScaledToAreaOne(Example example) {
        TwoPixelDensity density = example.density();
        Random random = new Random(3);
        for (Cut.Known known : Cut.Known.values()) {
            double at = known == Cut.Known.LEFT ? -0.3 : 0.1;
            Cut cut = density.cut(known, at).orElseThrow();
            double area = 0;
            for (int i = 0; i < 5000; i++) area += cut.at(-1 + (i + 0.5) / 2500) / 2500;
            assertThat(area).isCloseTo(1, within(1e-3));
            for (int i = 0; i < 200; i++) {
                double other = 2 * random.nextDouble() - 1;
                double slice = known == Cut.Known.LEFT ? density.at(at, other) : density.at(other, at);
                assertThat(cut.at(other) * cut.marginal()).isCloseTo(slice, within(1e-12));
            }
        }
    }

    @Test
    void thereIsNoCutWhereThePixelNeverIs() {
        assertThat(TwoPixelDensity.of((x, y) -> x > 0 ? 1 : 0).cut(Cut.Known.LEFT, -0.5)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aHundredThousandDrawsAreNear(Example example) {
        TwoPixelDensity density = example.density();
        Histogram histogram = new Histogram(Histogram.BINS);
        assertThat(histogram.totalVariation(density)).isEqualTo(0.5, within(1e-9));
        Random random = new Random(7);
        for (int i = 0; i < DRAWS; i++) histogram.add(density.draw(random));
        assertThat(histogram.total()).isEqualTo(DRAWS);
        assertThat(histogram.totalVariation(density)).isLessThan(0.02);
        // another density's draws are far away: the distance can fail
        assertThat(histogram.totalVariation(TwoPixelDensity.of((x, y) -> 1))).isGreaterThan(0.3);
    }

    @Test
    void drawsSpreadEvenlyInsideACell() {
        TwoPixelDensity one = TwoPixelDensity.of((x, y) -> TwoPixelDensity.cell(x) == 5 && TwoPixelDensity.cell(y) == 90 ? 1 : 0);
        Random random = new Random(1);
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            TwoPixelDensity.Point p = one.draw(random);
            assertThat(one.at(p.x(), p.y())).isPositive();
            sum += (p.x() - TwoPixelDensity.middle(5)) / TwoPixelDensity.SIDE;
        }
        assertThat(sum / 10_000).isCloseTo(0, within(4 / Math.sqrt(12 * 10_000)));
    }

    @Test
    void pairsOfPixelsBecomeTheirDensity() {
        Random random = new Random(5);
        double[] x = new double[4000];
        double[] y = new double[4000];
        for (int i = 0; i < x.length; i++) {
            x[i] = -0.3 + 0.1 * random.nextGaussian();
            y[i] = 0.5 * x[i] + 0.1 + 0.05 * random.nextGaussian();
        }
        TwoPixelDensity density = TwoPixelDensity.ofPairs(x, y, 0.04);
        double mean = 0, square = 0, product = 0;
        for (int i = 0; i < DRAWS; i++) {
            TwoPixelDensity.Point p = density.draw(random);
            mean += p.x() / DRAWS;
            square += (p.x() + 0.3) * (p.x() + 0.3) / DRAWS;
            product += (p.x() + 0.3) * (p.y() + 0.05) / DRAWS;
        }
        assertThat(volume(density)).isCloseTo(1, within(1e-3));
        assertThat(mean).isCloseTo(-0.3, within(0.01));
        assertThat(square).as("variance plus the hills' own").isCloseTo(0.01 + 0.0016, within(0.001));
        assertThat(product).as("covariance").isCloseTo(0.005, within(0.0005));
    }

    @Test
    void pairsAtTheBorderMakeNoWallThere() {
        // one pair in the middle of each cell: the hills add up to a plain
        double[] x = new double[TwoPixelDensity.CELLS * TwoPixelDensity.CELLS];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = TwoPixelDensity.middle(i % TwoPixelDensity.CELLS);
            y[i] = TwoPixelDensity.middle(i / TwoPixelDensity.CELLS);
        }
        TwoPixelDensity plain = TwoPixelDensity.ofPairs(x, y, 0.1);
        assertThat(plain.at(0.99, 0.99)).as("the corner").isCloseTo(0.25, within(1e-9));
        assertThat(plain.highest()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void refusesWhatIsNoDensity() {
        assertThatThrownBy(() -> TwoPixelDensity.of((x, y) -> 0)).hasMessageContaining("paint somewhere");
        assertThatThrownBy(() -> TwoPixelDensity.of((x, y) -> -1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> TwoPixelDensity.of((x, y) -> Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> TwoPixelDensity.of(new double[3])).hasMessageContaining("found 3");
        assertThatThrownBy(() -> new Histogram(7)).hasMessageContaining("divide");
    }

    @Test
    void whatIsPaintedCanBeDrawnAndTakenBack() {
        Painting painting = new Painting();
        assertThat(painting.density()).isEmpty();
        painting.begin();
        painting.dab(Painting.Brush.ADD, 0.5, -0.5, 0.1, 1);
        TwoPixelDensity first = painting.density().orElseThrow();
        assertThat(volume(first)).isCloseTo(1, within(1e-3));
        assertThat(first.at(0.5, -0.5)).isEqualTo(first.highest(), within(0.05 * first.highest()));
        assertThat(first.at(-0.5, 0.5)).isZero();
        painting.begin();
        painting.dab(Painting.Brush.ADD, -0.5, 0.5, 0.1, 1);
        assertThat(painting.density().orElseThrow().at(-0.5, 0.5)).isPositive();
        painting.clear();
        assertThat(painting.density()).isEmpty();
        painting.undo();
        painting.undo();
        assertThat(painting.density().orElseThrow().at(-0.5, 0.5)).isZero();
        painting.begin();
        for (int i = 0; i < 60; i++) painting.dab(Painting.Brush.WIPE, 0.5, -0.5, 0.3, 1);
        assertThat(painting.density()).as("wiped clean").isEmpty();
    }
}
