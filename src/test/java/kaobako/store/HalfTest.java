package kaobako.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Judge: the definition of the format in double arithmetic, in which every half and every midpoint of two is exact. */
class HalfTest {
    @Test
    void everyHalfIsTheNumberOfItsDefinition() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = Half.toFloat((short) bits);
            double expected = definition(bits);
            assertThat(Double.isNaN(expected) ? Float.isNaN(value) : value == expected).as("half %04x is %s", bits, value)
                    .isTrue();
            assertThat(Float.floatToRawIntBits(value) >>> 31).as("sign of half %04x", bits).isEqualTo(bits >>> 15);
        }
    }

    @Test
    void everyHalfSurvivesTheWayThroughFloat() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            short again = Half.fromFloat(Half.toFloat((short) bits));
            if (Double.isNaN(definition(bits))) assertThat(definition(again & 0xffff)).isNaN();
            else assertThat(again).as("half %04x", bits).isEqualTo((short) bits);
        }
    }

    @Test
    void betweenTwoHalvesTheNearerOneIsTakenAndOfATieTheEvenOne() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            double low = definition(bits);
            double high = bits == 0x7bff ? 65536 : definition(bits + 1);
            float middle = (float) ((low + high) / 2);
            assertThat((double) middle).isEqualTo((low + high) / 2);
            assertRounds(middle, bits % 2 == 0 ? bits : bits + 1);
            assertRounds(Math.nextDown(middle), bits);
            assertRounds(Math.nextUp(middle), bits + 1);
        }
    }

    @Test
    void whatIsTooLargeIsInfinite() {
        assertRounds(65519.996f, 0x7bff);
        assertRounds(65520, 0x7c00);
        assertRounds(Float.MAX_VALUE, 0x7c00);
        assertRounds(Float.POSITIVE_INFINITY, 0x7c00);
        assertRounds(Float.MIN_VALUE, 0);
        for (int nan : new int[] {0x7f800001, 0x7fc00000, 0xff800001, 0xffffffff}) {
            assertThat(Half.toFloat(Half.fromFloat(Float.intBitsToFloat(nan)))).isNaN();
        }
    }

    @Test
    void randomFloatsGoToTheNearestOfAllHalves() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            float value = Float.intBitsToFloat(random.nextInt(0x33000000, 0x47000000));
            double distance = Math.abs(definition(Half.fromFloat(value)) - value);
            for (int bits = 0; bits < 0x7c00; bits++) assertThat(distance)
                    .isLessThanOrEqualTo(Math.abs(definition(bits) - value));
        }
    }

    @Test
    void bfloat16IsTheUpperHalfOfAFloat() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            double fraction = (bits & 0x7f) / 128.0;
            int exponent = bits >> 7 & 0xff;
            double size = exponent == 0 ? Math.scalb(fraction, -126) : exponent == 0xff
                    ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN : Math.scalb(1 + fraction, exponent - 127);
            Double expected = bits >> 15 == 0 ? size : -size;
            assertThat((double) Half.fromBfloat16((short) bits)).as("bfloat16 %04x", bits).isEqualTo(expected);
        }
    }

    private static void assertRounds(float value, int bits) {
        assertThat(Half.fromFloat(value)).as("%s", value).isEqualTo((short) bits);
        assertThat(Half.fromFloat(-value)).as("%s", -value).isEqualTo((short) (bits | 0x8000));
    }

    /** IEEE 754-2008, section 3.4: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
    private static double definition(int bits) {
        double fraction = (bits & 0x3ff) / 1024.0;
        int exponent = bits >> 10 & 0x1f;
        double size = exponent == 0 ? Math.scalb(fraction, -14)
                : exponent == 31 ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN : Math.scalb(1 + fraction,
                exponent - 15);
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
