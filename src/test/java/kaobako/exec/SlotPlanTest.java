package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

class SlotPlanTest {
    @Test
    void neverSharesASlotBetweenValuesThatLiveTogether() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<SlotPlan.Lifetime> lifetimes = lifetimes(random, 1 + random.nextInt(60), 40);
            SlotPlan plan = SlotPlan.of(lifetimes);
            for (SlotPlan.Lifetime a : lifetimes) {
                assertThat(plan.slotBytes().get(slot(plan, a))).isGreaterThanOrEqualTo(a.bytes());
                for (SlotPlan.Lifetime b : lifetimes) {
                    boolean together = Math.max(a.first(), b.first()) <= Math.min(a.last(), b.last());
                    if (a != b && together) assertThat(slot(plan, a)).isNotEqualTo(slot(plan, b));
                }
            }
        }
    }

    /** No plan can need less than what lives at the busiest launch; whole buffers should stay near it. */
    @Test
    void staysNearThePeakOfWhatLives() {
        Random random = new Random(6);
        double worst = 0;
        for (int round = 0; round < 100; round++) {
            List<SlotPlan.Lifetime> lifetimes = lifetimes(random, 200, 300);
            long peak = 0;
            for (int at = 0; at < 300; at++) {
                int now = at;
                peak = Math.max(peak, lifetimes.stream().filter(l -> l.first() <= now && now <= l.last()).mapToLong(SlotPlan.Lifetime::bytes).sum());
            }
            long bytes = SlotPlan.of(lifetimes).bytes();
            assertThat(bytes).isGreaterThanOrEqualTo(peak);
            worst = Math.max(worst, (double) bytes / peak);
        }
        assertThat(worst).isLessThan(1.5);
    }

    @Test
    void reusesTheSlotOfAChain() {
        Value a = value(10);
        Value b = value(10);
        Value c = value(10);
        SlotPlan plan = SlotPlan.of(List.of(lifetime(a, 0, 1), lifetime(b, 1, 2), lifetime(c, 2, 3)));
        assertThat(plan.slotBytes()).hasSize(2);
        assertThat(plan.slotOf().get(a)).isEqualTo(plan.slotOf().get(c));
    }

    @Test
    void valuesOfOneLifetimeShareASlot() {
        Value a = value(10);
        Value b = value(10);
        SlotPlan plan = SlotPlan.of(List.of(new SlotPlan.Lifetime(List.of(a, b), 0, 2), lifetime(value(10), 1, 1)));
        assertThat(plan.slotBytes()).containsExactly(a.bytes(), a.bytes());
        assertThat(plan.slotOf().get(a)).isEqualTo(plan.slotOf().get(b));
    }

    private static int slot(SlotPlan plan, SlotPlan.Lifetime lifetime) {
        return plan.slotOf().get(lifetime.values().get(0));
    }

    private static SlotPlan.Lifetime lifetime(Value value, int first, int last) {
        return new SlotPlan.Lifetime(List.of(value), first, last);
    }

    private static List<SlotPlan.Lifetime> lifetimes(Random random, int count, int launches) {
        List<SlotPlan.Lifetime> lifetimes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(launches);
            int last = Math.min(launches - 1, first + random.nextInt(random.nextInt(8) == 0 ? launches : 4));
            lifetimes.add(lifetime(value(1 << random.nextInt(8)), first, last));
        }
        return lifetimes;
    }

    private static Value value(int count) {
        return new Value("v", Value.Role.RESULT, Value.Type.F32, Shape.of(count));
    }
}
