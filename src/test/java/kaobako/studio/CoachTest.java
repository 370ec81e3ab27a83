package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kaobako.diffusion.EmaDecay;
import kaobako.diffusion.Prediction;
import kaobako.text.Sentence;
import kaobako.train.NetworkSize;
import kaobako.train.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those of real runs, whose sheets of samples were looked at. */
class CoachTest {
    private static final LearnRecipe USUAL = LearnRecipe.STANDARD;

    private static Learned.Loss loss(long step, double smoothed, double fine) {
        return new Learned.Loss(step, smoothed, smoothed, List.of(fine, fine / 2, fine / 2, fine / 2));
    }

    private static Learned learned(Learned.Loss... losses) {
        return new Learned(List.of(losses), List.of(), List.of(), Optional.of(new Learned.Basis(2000, 16)));
    }

    private static Sentence advice(LearnRecipe recipe, Learned learned) {
        return Coach.of(recipe).advice(learned).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1, 0.292, 0.98, noise", "65, 0.180, 0.82, noise", "146, 0.094, 0.55, patches", "217, 0.068, 0.42, patches", "235, 0.061, 0.39, heads",
            "401, 0.042, 0.31, heads", "502, 0.036, 0.28, faces", "1837, 0.033, 0.23, lines"})
    void aSoundRunIsToldWhatIsToBeExpected(long step, double smoothed, double fine, String kind) {
        Sentence said = advice(USUAL, learned(loss(1, 0.292, 0.98), loss(step, smoothed, fine)));
        assertThat(said.key()).isEqualTo("coach." + kind);
        assertThat(said.english()).contains(String.format(java.util.Locale.ROOT, "%,d steps", step));
        if (!kind.equals("lines")) assertThat(said.english()).contains(String.valueOf(fine)).contains("With these settings that is at about step");
    }

    @Test
    void stepsAreForetoldOnlyForSettingsThatWereMeasured() {
        Learned early = learned(loss(159, 0.42, 0.68));
        assertThat(advice(USUAL, early).english()).contains("about step 250");
        assertThat(advice(USUAL.withLearningRate(3e-4), early).english()).contains("0.68").doesNotContain("about step");
        assertThat(advice(USUAL.withNetwork(32, NetworkSize.MEDIUM), early).english()).doesNotContain("about step");
        assertThat(advice(USUAL, learned(loss(300, 0.1, 0.68))).english()).as("later than usual").doesNotContain("about step");
        assertThat(Coach.of(USUAL.withPrediction(Prediction.EPSILON)).advice(early)).isEmpty();
        assertThat(Coach.of(USUAL.withNetwork(128, NetworkSize.MEDIUM)).advice(early)).isEmpty();
        assertThat(Coach.of(USUAL).advice(Learned.NOTHING)).isEmpty();
    }

    @Test
    void aLearningRateThatIsWrongIsNamedWithABetterOne() {
        Learned noise = learned(loss(1, 0.29, 0.98), loss(400, 0.24, 0.95));
        assertThat(advice(USUAL.withLearningRate(1e-5), noise)).satisfies(s -> {
            assertThat(s.key()).isEqualTo("coach.low");
            assertThat(s.english()).contains("1.0e-05").endsWith("start anew with 1.0e-03.");
        });
        assertThat(advice(USUAL.withLearningRate(0.05), noise).key()).isEqualTo("coach.high");
        assertThat(advice(USUAL.withNetwork(64, NetworkSize.LARGE), noise).english()).as("a wider network").contains("too high").contains("5.0e-04");
        assertThat(advice(USUAL, noise).key()).isEqualTo("coach.stuck");
        assertThat(advice(USUAL, learned(loss(100, 0.24, 0.95))).key()).as("too early to say").isEqualTo("coach.noise");
    }

    @Test
    void aLossThatRisesIsFoundAndOneThatTremblesIsNot() {
        Sentence said = advice(USUAL, learned(loss(1, 0.29, 0.98), loss(200, 0.070, 0.43), loss(300, 0.16, 0.7)));
        assertThat(said.key()).isEqualTo("coach.rising");
        assertThat(said.english()).contains("0.070 at step 200").contains("0.160").endsWith("Start anew with 3.3e-04.");
        assertThat(advice(USUAL, learned(loss(10, 0.128, 0.9), loss(40, 0.207, 0.9))).key()).as("first steps").isEqualTo("coach.noise");
        assertThat(advice(USUAL, learned(loss(200, 0.070, 0.43), loss(300, 0.075, 0.43))).key()).isEqualTo("coach.patches");
    }

    @Test
    void aRollbackIsExplainedUntilTheRunHasRecovered() {
        Learned.Note back = new Learned.Note(Instant.EPOCH, "notice", 210, Sentence.of("train.back", "The %s ..", "loss"));
        Learned soon = new Learned(List.of(loss(250, 0.07, 0.43)), List.of(), List.of(back), Optional.empty());
        assertThat(advice(USUAL, soon).key()).isEqualTo("coach.back");
        assertThat(advice(USUAL, soon).english()).contains("step 210").endsWith("start anew with 2.5e-04.");
        Learned later = new Learned(List.of(loss(900, 0.04, 0.28)), List.of(), List.of(back), Optional.empty());
        assertThat(advice(USUAL, later).key()).isEqualTo("coach.faces");
    }

    @Test
    void anAverageThatLagsIsBlamedAndTheUsualOneNever() {
        Learned now = learned(loss(500, 0.036, 0.28));
        Sentence said = new Coach(USUAL, EmaDecay.fixed(0.9999)).advice(now).orElseThrow();
        assertThat(said.key()).isEqualTo("coach.average");
        // half of the average is as old when 0.9999^(N/2) = 1/2, N = 13,862; it is looked for in steps of a tenth
        assertThat((Long) said.values().get(1)).isBetween(13_862L, 15_300L);
        assertThat(new Coach(USUAL, EmaDecay.fixed(0.99)).advice(now).orElseThrow().key()).isEqualTo("coach.faces");
        List<String> kinds = new ArrayList<>();
        IntStream.of(5, 20, 100, 1000, 30_000).forEach(step ->
                kinds.add(new Coach(USUAL, TrainConfig.EMA).advice(learned(loss(step, 0.03, 0.2))).orElseThrow().key()));
        assertThat(kinds).containsOnly("coach.lines");
    }

    @Test
    void fewPicturesSeenOftenAreWorthALook() {
        Learned few = new Learned(List.of(loss(2000, 0.03, 0.22)), List.of(), List.of(), Optional.of(new Learned.Basis(200, 16)));
        assertThat(advice(USUAL, few).key()).isEqualTo("coach.heart");
        assertThat(advice(USUAL, few).values()).containsExactly(200, 160L);
        Learned early = new Learned(List.of(loss(2000, 0.1, 0.6)), List.of(), List.of(), few.basis());
        assertThat(advice(USUAL, early).key()).as("nothing is copied yet").isEqualTo("coach.patches");
        Learned many = new Learned(few.losses(), List.of(), List.of(), Optional.of(new Learned.Basis(2000, 64)));
        assertThat(advice(USUAL, many).key()).isEqualTo("coach.lines");
    }
}
