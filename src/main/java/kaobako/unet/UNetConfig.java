package kaobako.unet;

import java.util.List;
import java.util.Map;
import kaobako.text.Sentence;
import kaobako.text.SettingException;

/**
 * diffusers' UNet2DModel configuration, for unconditional models; see {@link #of(Map)} for what a config.json may leave out.
 *
 * @param sampleHeight height the model was made for, 0 where the file does not say; only informative, as the width is
 * @param timeEmbeddingDim width E of the time embedding
 * @param attentionHeadDim channels of one head; 0 means one head over all channels
 * @param attnNormNumGroups groups of the mid block's attention norm; 0 means diffusers' default rule
 */
public record UNetConfig(int sampleHeight, int sampleWidth, int inChannels, int outChannels, boolean centerInputSample,
        int timeEmbeddingDim, double freqShift, boolean flipSinToCos, List<BlockType> downBlockTypes, boolean midBlock,
        List<BlockType> upBlockTypes, List<Integer> blockOutChannels, int layersPerBlock, double midBlockScaleFactor,
        int downsamplePadding, Sampling downsampleType, Sampling upsampleType, double dropout, int attentionHeadDim,
        int normNumGroups, int attnNormNumGroups, double normEps, TimeScaleShift resnetTimeScaleShift, boolean addAttention) {

    /** What a level of the network is made of. */
    public enum BlockType {
        DOWN_BLOCK("DownBlock2D", false, false), ATTN_DOWN_BLOCK("AttnDownBlock2D", true, false),
        RESNET_DOWNSAMPLE_BLOCK("ResnetDownsampleBlock2D", false, true), UP_BLOCK("UpBlock2D", false, false),
        ATTN_UP_BLOCK("AttnUpBlock2D", true, false), RESNET_UPSAMPLE_BLOCK("ResnetUpsampleBlock2D", false, true);

        public final String diffusersName;
        public final boolean attention;
        /** Resamples by a residual block whatever the config's sampling types say. */
        final boolean resnetSampler;

        BlockType(String diffusersName, boolean attention, boolean resnetSampler) {
            this.diffusersName = diffusersName;
            this.attention = attention;
            this.resnetSampler = resnetSampler;
        }

        boolean isDown() {
            return this == DOWN_BLOCK || this == ATTN_DOWN_BLOCK || this == RESNET_DOWNSAMPLE_BLOCK;
        }

        /** Whether this level resamples by a residual block; a plain block always uses the convolution. */
        boolean resamplesByResnet(Sampling configured) {
            return resnetSampler || attention && configured == Sampling.RESNET;
        }
    }

    /** How a level changes the resolution. */
    public enum Sampling { CONV, RESNET }

    /** How the time embedding enters a residual block. */
    public enum TimeScaleShift { DEFAULT, SCALE_SHIFT }

    public UNetConfig {
        downBlockTypes = List.copyOf(downBlockTypes);
        upBlockTypes = List.copyOf(upBlockTypes);
        blockOutChannels = List.copyOf(blockOutChannels);
        int levels = blockOutChannels.size();
        Sentence entries = Sentence.of("config.entries", "%d entries, as block_out_channels has", levels);
        require(levels >= 1, "block_out_channels", "at least one level", blockOutChannels);
        require(downBlockTypes.size() == levels, "down_block_types", entries, downBlockTypes);
        require(upBlockTypes.size() == levels, "up_block_types", entries, upBlockTypes);
        require(downBlockTypes.stream().allMatch(BlockType::isDown), "down_block_types", "down blocks", downBlockTypes);
        require(upBlockTypes.stream().noneMatch(BlockType::isDown), "up_block_types", "up blocks", upBlockTypes);
        require(inChannels >= 1 && outChannels >= 1, "in_channels and out_channels", "at least 1", inChannels + ", " + outChannels);
        require(layersPerBlock >= 1, "layers_per_block", "at least 1", layersPerBlock);
        require(normNumGroups >= 1, "norm_num_groups", "at least 1", normNumGroups);
        require(attentionHeadDim >= 0, "attention_head_dim", "null or at least 1", attentionHeadDim);
        require(downsamplePadding == 0 || downsamplePadding == 1, "downsample_padding", "0 or 1", downsamplePadding);
        require(midBlockScaleFactor > 0, "mid_block_scale_factor", "a positive number", midBlockScaleFactor);
        require(dropout >= 0 && dropout < 1, "dropout", "at least 0 and below 1", dropout);
        require(sampleHeight >= 0 && sampleWidth >= 0, "sample_size", "null or at least 1", sampleHeight + ", " + sampleWidth);
        require(normEps >= 0, "norm_eps", "at least 0", normEps);
        for (int channels : blockOutChannels) {
            require(channels >= 1 && channels % normNumGroups == 0, "block_out_channels",
                    Sentence.of("config.multiples", "multiples of norm_num_groups %d", normNumGroups), blockOutChannels);
        }
        require(timeEmbeddingDim >= 1, "time_embedding_dim", "at least 1", timeEmbeddingDim);
        require(attnNormNumGroups == 0 || attnNormNumGroups > 0 && blockOutChannels.get(levels - 1) % attnNormNumGroups == 0,
                "attn_norm_num_groups", Sentence.of("config.divides", "null or a divisor of the last level's %d channels",
                        blockOutChannels.get(levels - 1)), attnNormNumGroups);
    }

    /** Reads a parsed config.json: missing keys take diffusers' defaults, unknown ones are ignored, unsupported ones refused. */
    public static UNetConfig of(Map<String, ?> json) {
        return UNetConfigFile.read(json);
    }

    /** A config.json's content, complete, in diffusers' names. */
    public Map<String, Object> toMap() {
        return UNetConfigFile.write(this);
    }

    public int levels() {
        return blockOutChannels.size();
    }

    /** Input height and width must be multiples of this. */
    public int divisor() {
        return 1 << (levels() - 1);
    }

    /** Channels of the k-th level from the top. */
    public int channels(int level) {
        return blockOutChannels.get(level);
    }

    /** Heads of an attention over this many channels: at least one. */
    public int heads(int channels) {
        return Math.max(1, channels / headDim(channels));
    }

    public int headDim(int channels) {
        return attentionHeadDim == 0 ? channels : attentionHeadDim;
    }

    /** Groups of the mid block's attention norm, or 0 where it has none. */
    int midAttentionGroups() {
        if (attnNormNumGroups > 0) return attnNormNumGroups;
        return resnetTimeScaleShift == TimeScaleShift.DEFAULT ? normNumGroups : 0;
    }

    private static void require(boolean condition, String key, Object expected, Object found) {
        if (!condition) throw must(key, expected, found);
    }

    static SettingException must(String key, Object expected, Object found) {
        return new SettingException(Sentence.of("config.must", "config.json: %s must be %s, found %s", key, expected, String.valueOf(found)));
    }
}
