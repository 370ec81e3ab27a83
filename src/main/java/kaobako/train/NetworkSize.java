package kaobako.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kaobako.unet.UNetConfig;

/**
 * How large a network is, for those who do not write a config.json: from the picture's side down to 8 pixels, a level each, with
 * attention at 16 and 8 pixels. The constant's number is the channels of the first level.
 */
public enum NetworkSize {
    /** A quarter of the arithmetic of the next. */
    SMALL(16),
    /** At 64 pixels the standard network, {@code network.json}. */
    MEDIUM(32),
    /** Four times the arithmetic of the one before. */
    LARGE(64);

    /** Sides of pictures for which there is a network, in pixels. */
    public static final List<Integer> SIDES = List.of(16, 32, 64, 128);
    private static final int SMALLEST_LEVEL = 8;
    private static final int ATTENTION_LEVEL = 16;
    private static final int MOST_WIDENING = 4;

    private final int channels;

    NetworkSize(int channels) {
        this.channels = channels;
    }

    /** The network's config.json for square pictures; what it leaves open is as in the standard network. */
    public Map<String, Object> network(int side) {
        if (!SIDES.contains(side)) throw new IllegalArgumentException("a picture's side must be one of " + SIDES + ", but is " + side);
        List<Integer> widths = new ArrayList<>();
        List<String> down = new ArrayList<>();
        List<String> up = new ArrayList<>();
        for (int at = side; at >= SMALLEST_LEVEL; at /= 2) {
            widths.add(channels * Math.min(MOST_WIDENING, widths.size() + 1));
            down.add(at <= ATTENTION_LEVEL ? "AttnDownBlock2D" : "DownBlock2D");
            up.add(at <= ATTENTION_LEVEL ? "AttnUpBlock2D" : "UpBlock2D");
        }
        Collections.reverse(up);
        Map<String, Object> network = new LinkedHashMap<>(TrainConfig.standard().network());
        network.putAll(Map.of("sample_size", side, "block_out_channels", widths, "down_block_types", down, "up_block_types", up));
        return network;
    }

    /** Numbers in the network for pictures of this side. */
    public long parameters(int side) {
        return kaobako.unet.UNet.parameters(UNetConfig.of(network(side))).stream().mapToLong(p -> p.count()).sum();
    }
}
