package kaobako.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kaobako.data.PreparedPictures;

/** A network and pictures so small that a step takes milliseconds. */
final class Tiny {
    static final int SIDE = 8;

    private Tiny() {}

    static TrainConfig config() {
        return TrainConfig.standard().withNetwork(network()).withBatch(4).withDropout(0.1).withFlip(TrainConfig.Flip.RANDOM)
                .withOptimizer(Optimizer.STANDARD.withLearningRate(2e-3).withWarmUpSteps(3));
    }

    static Map<String, Object> network() {
        return Map.of("sample_size", SIDE, "in_channels", 3, "out_channels", 3, "block_out_channels", List.of(8, 16),
                "down_block_types", List.of("DownBlock2D", "AttnDownBlock2D"), "up_block_types", List.of("AttnUpBlock2D", "UpBlock2D"),
                "layers_per_block", 1, "norm_num_groups", 4, "attention_head_dim", 8);
    }

    /** The least network there is, which a process that does not live for long can set up soonest. */
    static TrainConfig least() {
        return config().withNetwork(Map.of("sample_size", SIDE, "in_channels", 3, "out_channels", 3, "block_out_channels", List.of(8),
                "down_block_types", List.of("DownBlock2D"), "up_block_types", List.of("UpBlock2D"), "layers_per_block", 1,
                "norm_num_groups", 4, "add_attention", false));
    }

    /** Pictures of one colour each. */
    static PreparedPictures pictures(int count) {
        Random random = new Random(5);
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] colour = new byte[3];
            random.nextBytes(colour);
            byte[] pixels = new byte[SIDE * SIDE * 3];
            for (int k = 0; k < pixels.length; k++) pixels[k] = colour[k % 3];
            pictures.add(pixels);
        }
        return PreparedPictures.of(SIDE, SIDE, pictures);
    }
}
