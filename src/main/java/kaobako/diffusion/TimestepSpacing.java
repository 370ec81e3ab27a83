package kaobako.diffusion;

import java.util.stream.IntStream;

/**
 * Which N of the T trained timesteps a sampler visits (Lin et al. 2023, table 2). Roundings are half to even, as NumPy's:
 * the lists must be exact, since a network evaluated at another timestep gives another picture.
 */
public enum TimestepSpacing {
    /** 0, k, 2k, ... with k = T div N, plus the offset: never reaches the noisiest timestep. */
    LEADING("leading") {
        @Override
        int[] ancestral(int trained, int steps, int offset) {
            return multiples(steps - 1, 0, trained / steps, offset);
        }

        @Override
        int[] multistep(int last, int trained, int steps, int offset) {
            return multiples(steps, 1, last / (steps + 1), offset);
        }

        private static int[] multiples(int highest, int lowest, int ratio, int offset) {
            int[] list = new int[highest - lowest + 1];
            for (int i = 0; i < list.length; i++) {
                list[i] = (highest - i) * ratio + offset;
            }
            return list;
        }
    },
    /** N points from T-1 down to 0, both included. */
    LINSPACE("linspace") {
        @Override
        int[] ancestral(int trained, int steps, int offset) {
            return evenly(trained - 1, steps, steps);
        }

        @Override
        int[] multistep(int last, int trained, int steps, int offset) {
            return evenly(last - 1, steps + 1, steps);
        }

        /** The {@code wanted} highest of {@code points} points from 0 to {@code top}, highest first. */
        private static int[] evenly(int top, int points, int wanted) {
            double step = points > 1 ? top / (double) (points - 1) : 0;
            int[] list = new int[wanted];
            for (int i = 0; i < wanted; i++) {
                int index = points - 1 - i;
                list[i] = points > 1 && i == 0 ? top : (int) Math.rint(index * step);
            }
            return list;
        }
    },
    /** T, T - T/N, ... minus 1: always starts at the noisiest timestep. */
    TRAILING("trailing") {
        @Override
        int[] ancestral(int trained, int steps, int offset) {
            return downFrom(trained, trained, steps);
        }

        @Override
        int[] multistep(int last, int trained, int steps, int offset) {
            return downFrom(last, trained, steps);
        }

        /** NumPy's arange(top, 0, -T/N), whose entries come from rounded doubles, without the -1 that rounding may append. */
        private static int[] downFrom(int top, int trained, int steps) {
            double step = -(trained / (double) steps);
            double delta = (top + step) - top;
            return IntStream.range(0, (int) Math.ceil((0 - top) / step))
                    .map(i -> (int) Math.rint(top + i * delta) - 1)
                    .filter(t -> t >= 0).toArray();
        }
    },
    /**
     * Sigmas evenly spaced in sigma^(1/7) (Karras et al. 2022, equation 5). Of a cosine schedule's steps it gives many to the strong
     * noise in which large areas get their colour; the spacings above leave that to one step of 20, and colours come out pale.
     */
    KARRAS("karras", 7),
    /**
     * Sigmas evenly spaced in log sigma, and so in the log-SNR (Lu et al. 2022, "DPM-Solver", section 3.4): where a solver takes its steps
     * in the log-SNR, none of them is long. For Gaussian data 20 of DPM-Solver++'s keep every deviation to 3 %, with less than half the
     * error of {@link #KARRAS}, whose error happens to add the contrast that a network loses.
     */
    EXPONENTIAL("exponential", Double.POSITIVE_INFINITY);

    private final String key;
    /** Of spacings by sigma, evenly in sigma^(1/rho); 0 for spacings by timestep. */
    private final double rho;

    TimestepSpacing(String key) {
        this(key, 0);
    }

    TimestepSpacing(String key, double rho) {
        this.key = key;
        this.rho = rho;
    }

    /** Whether its nodes depend on the schedule's noise: {@link #sigmas} are placed, and timesteps follow. */
    boolean bySigma() {
        return rho > 0;
    }

    /** Nodes of a spacing by sigma, both ends included, noisiest first. */
    double[] sigmas(double highest, double lowest, int points) {
        double[] sigmas = new double[points];
        for (int i = 0; i < points; i++) {
            double u = points > 1 ? i / (double) (points - 1) : 0;
            sigmas[i] = Double.isInfinite(rho) ? highest * Math.pow(lowest / highest, u)
                    : Math.pow(Math.pow(highest, 1 / rho) + u * (Math.pow(lowest, 1 / rho) - Math.pow(highest, 1 / rho)), rho);
        }
        return sigmas;
    }

    /** The value of {@code timestep_spacing} in a scheduler_config.json, which has {@code use_karras_sigmas} for {@link #KARRAS}. */
    public String key() {
        return key;
    }

    /** @throws IllegalArgumentException for a spacing that is not one of these */
    public static TimestepSpacing of(String key) {
        return Keyed.find(values(), TimestepSpacing::key, "timestep_spacing", key);
    }

    /** The same for a scheduler_config.json, which has no spacings by sigma here. */
    static TimestepSpacing inFile(String key) {
        return Keyed.find(new TimestepSpacing[] {LEADING, LINSPACE, TRAILING}, TimestepSpacing::key, "timestep_spacing", key);
    }

    /** The list of DDPM and DDIM, noisiest first; {@code steps} is at most {@code trained}. */
    int[] ancestral(int trained, int steps, int offset) {
        throw new IllegalStateException(this + " depends on the schedule: Grid places its nodes");
    }

    /**
     * The list of solvers that end with a sigma of their own after the last timestep, noisiest first.
     * {@code last} is T, or less where the noisiest timesteps are cut away; trailing may then give fewer than {@code steps}.
     */
    int[] multistep(int last, int trained, int steps, int offset) {
        return ancestral(trained, steps, offset);
    }
}
