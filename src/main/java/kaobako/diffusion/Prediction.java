package kaobako.diffusion;

import kaobako.text.Sentence;
import kaobako.text.SettingException;

/**
 * What the network's output means. With {@code a = sqrt(alphasCumprod)} and {@code s = sqrt(1 - alphasCumprod)} each
 * kind is a linear mixture of picture and noise, so each turns into x0 and epsilon by two numbers.
 */
public enum Prediction {
    /** The noise in x (Ho et al. 2020, equation 14): {@code x0 = (x - s out) / a}. */
    EPSILON("epsilon") {
        @Override
        Stage.Denoise denoise(double a, double s) {
            if (a == 0) {
                throw new SettingException(Sentence.of("prediction.epsilon", "epsilon prediction cannot start from pure noise (alphas_cumprod is"
                        + " 0, a zero-terminal-SNR schedule): it needs prediction_type v_prediction or sample"));
            }
            return new Stage.Denoise(1 / a, -s / a, Double.POSITIVE_INFINITY, 0, 0, 1);
        }

        @Override
        public double pictureInTarget(double alphasCumprod) {
            return 0;
        }

        @Override
        public double noiseInTarget(double alphasCumprod) {
            return 1;
        }
    },
    /** The clean picture: {@code x0 = out}. */
    SAMPLE("sample") {
        @Override
        Stage.Denoise denoise(double a, double s) {
            return new Stage.Denoise(0, 1, Double.POSITIVE_INFINITY, 1 / s, 0, -a / s);
        }

        @Override
        public double pictureInTarget(double alphasCumprod) {
            return 1;
        }

        @Override
        public double noiseInTarget(double alphasCumprod) {
            return 0;
        }
    },
    /** The velocity {@code v = a epsilon - s x0} (Salimans and Ho 2022, appendix D): {@code x0 = a x - s out}. */
    V_PREDICTION("v_prediction") {
        @Override
        Stage.Denoise denoise(double a, double s) {
            return new Stage.Denoise(a, -s, Double.POSITIVE_INFINITY, s, 0, a);
        }

        @Override
        public double pictureInTarget(double alphasCumprod) {
            return -Math.sqrt(1 - alphasCumprod);
        }

        @Override
        public double noiseInTarget(double alphasCumprod) {
            return Math.sqrt(alphasCumprod);
        }
    };

    private final String key;

    Prediction(String key) {
        this.key = key;
    }

    /** The value of {@code prediction_type} in a scheduler_config.json. */
    public String key() {
        return key;
    }

    /** @throws IllegalArgumentException for a prediction type that is not one of these */
    public static Prediction of(String key) {
        return Keyed.find(values(), Prediction::key, "prediction_type", key);
    }

    /** The factor of x0 in the training target {@code pictureInTarget x0 + noiseInTarget noise}. */
    public abstract double pictureInTarget(double alphasCumprod);

    /** The factor of the noise in the training target. */
    public abstract double noiseInTarget(double alphasCumprod);

    /** How x and the output become x0 and epsilon, unclipped; {@code a * a + s * s = 1}. */
    abstract Stage.Denoise denoise(double a, double s);
}
