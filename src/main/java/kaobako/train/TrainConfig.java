package kaobako.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kaobako.data.Crop;
import kaobako.diffusion.EmaDecay;
import kaobako.store.Json;
import kaobako.unet.UNetConfig;

/**
 * The recipe of a training run: with the pictures and the device it decides every bit of the result. Saved in every checkpoint.
 *
 * @param network a U-Net's config.json
 * @param batch   pictures per step; 0 leaves it to the kind of device
 * @param dropout chance of an activation to be dropped before a residual block's second convolution
 * @param crop    which part of a picture of other proportions is learned; the top where a checkpoint of old names none
 * @param seed    of first weights, order of pictures, noise, timesteps, flips and dropout
 */
public record TrainConfig(Map<String, Object> network, Objective objective, Optimizer optimizer, EmaDecay ema, int batch,
        double dropout, Flip flip, Crop crop, long seed) {
    /** Whether pictures are mirrored left to right. */
    public enum Flip {
        NONE,
        /** Each picture with a chance of one half, drawn anew in every step: right where left and right mean nothing. */
        RANDOM
    }

    /** Of the weights that samples and models have. */
    public static final EmaDecay EMA = EmaDecay.warmingUp(0.9999);
    public static final double DROPOUT = 0.05;
    private static final String STANDARD_NETWORK = "network.json";

    public TrainConfig {
        crop = Optional.ofNullable(crop).orElse(Crop.TOP_CENTRE);
        network = Collections.unmodifiableMap(new LinkedHashMap<>(network));
        UNetConfig unet = UNetConfig.of(network);
        if (unet.inChannels() != 3 || unet.outChannels() != 3) {
            throw new IllegalArgumentException("config.json: in_channels and out_channels must be 3, red, green and blue, found "
                    + unet.inChannels() + " and " + unet.outChannels());
        }
        int height = unet.sampleHeight();
        int width = unet.sampleWidth();
        if (height < 1 || width < 1 || height % unet.divisor() != 0 || width % unet.divisor() != 0) {
            throw new IllegalArgumentException("config.json: sample_size must be a multiple of " + unet.divisor()
                    + ", by which the network divides a picture, found " + (height == width ? height : width + " x " + height));
        }
        if (batch < 0 || batch > 4096) throw new IllegalArgumentException("batch must be 1 to 4096, but is " + batch);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, but is " + dropout);
        }
    }

    /** What works for pictures of 64 x 64 when nothing is known. */
    public static TrainConfig standard() {
        return new TrainConfig(standardNetwork(), Objective.STANDARD, Optimizer.STANDARD, EMA, 0, DROPOUT,
                Flip.NONE, Crop.TOP_CENTRE, 1);
    }

    public UNetConfig unet() {
        return UNetConfig.of(network);
    }

    public TrainConfig withNetwork(Map<String, Object> value) {
        return new TrainConfig(value, objective, optimizer, ema, batch, dropout, flip, crop, seed);
    }

    public TrainConfig withObjective(Objective value) {
        return new TrainConfig(network, value, optimizer, ema, batch, dropout, flip, crop, seed);
    }

    public TrainConfig withOptimizer(Optimizer value) {
        return new TrainConfig(network, objective, value, ema, batch, dropout, flip, crop, seed);
    }

    public TrainConfig withEma(EmaDecay value) {
        return new TrainConfig(network, objective, optimizer, value, batch, dropout, flip, crop, seed);
    }

    public TrainConfig withBatch(int value) {
        return new TrainConfig(network, objective, optimizer, ema, value, dropout, flip, crop, seed);
    }

    public TrainConfig withDropout(double value) {
        return new TrainConfig(network, objective, optimizer, ema, batch, value, flip, crop, seed);
    }

    public TrainConfig withFlip(Flip value) {
        return new TrainConfig(network, objective, optimizer, ema, batch, dropout, value, crop, seed);
    }

    public TrainConfig withCrop(Crop value) {
        return new TrainConfig(network, objective, optimizer, ema, batch, dropout, flip, value, seed);
    }

    public TrainConfig withSeed(long value) {
        return new TrainConfig(network, objective, optimizer, ema, batch, dropout, flip, crop, value);
    }

    private static Map<String, Object> standardNetwork() {
        try (InputStream in = TrainConfig.class.getResourceAsStream(STANDARD_NETWORK)) {
            return Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8), Path.of(STANDARD_NETWORK));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + STANDARD_NETWORK + " cannot be read", e);
        }
    }
}
