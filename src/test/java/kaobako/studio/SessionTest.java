package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kaobako.diffusion.BetaSchedule;
import kaobako.generate.SelfTest;
import kaobako.theory.ToyDiffusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new device is tested for what it is used for, when it is first used for it, and once. */
@Timeout(180)
class SessionTest extends InEmptyCache {
    private static final class Ear implements Session.Watcher {
        final List<SelfTest.Use> right = new ArrayList<>();
        final List<String> said = new ArrayList<>();

        @Override
        public void say(String sentence) {
            said.add(sentence);
        }

        @Override
        public void right(SelfTest.Use use) {
            right.add(use);
        }
    }

    @Test
    void learningIsTestedBeforeItFirstBegins() {
        Ear first = new Ear();
        try (Session session = Session.open(null, first)) {
            assertThat(first.right).containsExactly(SelfTest.Use.DRAWING);
            session.toy(ToyDiffusion.Recipe.standard(BetaSchedule.LINEAR)).close();
            assertThat(first.right).containsExactly(SelfTest.Use.DRAWING, SelfTest.Use.LEARNING);
            assertThat(first.said.get(0)).startsWith("first use of ");
            assertThat(first.said).anyMatch(sentence -> sentence.startsWith("first learning on "));
        }
        Ear second = new Ear();
        try (Session session = Session.open(null, second)) {
            session.toy(ToyDiffusion.Recipe.standard(BetaSchedule.LINEAR)).close();
            assertThat(second.said).as("known already").isEmpty();
            assertThat(session.selfTest().passed()).isTrue();
            assertThat(second.right).as("asked for, it tests all").containsExactly(SelfTest.Use.values());
        }
    }
}
