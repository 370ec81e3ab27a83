package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import kaobako.diffusion.Prediction;
import kaobako.train.NetworkSize;
import kaobako.train.Objective;
import kaobako.train.TrainConfig;
import org.junit.jupiter.api.Test;

class LearnRecipeTest {
    @Test
    void theStandardTrainsAsTheCommandDoesButForTheNetwork() {
        TrainConfig config = LearnRecipe.STANDARD.config();
        assertThat(config).isEqualTo(TrainConfig.standard().withNetwork(NetworkSize.MEDIUM.network(64)));
    }

    @Test
    void numbersOutOfTheirRangeBecomeTheStandardOnes() {
        LearnRecipe usual = LearnRecipe.STANDARD;
        assertThat(usual.dropout()).isEqualTo(TrainConfig.DROPOUT);
        assertThat(usual.withDropout(0.95).withLearningRate(1).withSteps(-1).withNetwork(63, null)).isEqualTo(usual);
        assertThat(usual.withDropout(0).dropout()).as("none is a choice").isZero();
    }

    @Test
    void anotherPredictionKeepsTheRestOfTheObjective() {
        assertThat(LearnRecipe.STANDARD.withPrediction(Prediction.EPSILON).config().objective())
                .isEqualTo(Objective.STANDARD.withPrediction(Prediction.EPSILON));
    }
}
