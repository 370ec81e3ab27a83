package kaobako.unet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kaobako.text.Sentence;
import kaobako.text.SettingException;
import kaobako.unet.UNetConfig.BlockType;
import kaobako.unet.UNetConfig.Sampling;
import kaobako.unet.UNetConfig.TimeScaleShift;

/** {@link UNetConfig} in the words of diffusers' config.json (UNet2DModel, 0.35), old spellings included. */
final class UNetConfigFile {
    /** Old configs prefix block types with this. */
    private static final String OLD_PREFIX = "UNetRes";

    private final Map<String, ?> json;

    private UNetConfigFile(Map<String, ?> json) {
        this.json = json;
    }

    static UNetConfig read(Map<String, ?> json) {
        return new UNetConfigFile(json).config();
    }

    private UNetConfig config() {
        String kind = text("_class_name", "UNet2DModel");
        if (!kind.equals("UNetUnconditionalModel")) refuse("_class_name", "UNet2DModel", kind);
        refuse("time_embedding_type", "positional", text("time_embedding_type", "positional"));
        refuse("class_embed_type", "null", text("class_embed_type", "null"));
        refuse("num_class_embeds", "null", text("num_class_embeds", "null"));
        String activation = text("act_fn", "silu");
        if (!activation.equals("swish")) refuse("act_fn", "silu", activation);
        List<Integer> channels = integers("block_out_channels", List.of(224, 448, 672, 896));
        List<Integer> size = json.get("sample_size") instanceof List<?> ? integers("sample_size", List.of()) : null;
        int side = size == null ? integer("sample_size", 0) : 0;
        if (channels.isEmpty()) throw UNetConfig.must("block_out_channels", "at least one level", channels);
        if (size != null && size.size() != 2) throw UNetConfig.must("sample_size", "one number or [height, width]", size);
        return new UNetConfig(size == null ? side : size.get(0), size == null ? side : size.get(1),
                integer("in_channels", 3), integer("out_channels", 3), flag("center_input_sample", false),
                integer("time_embedding_dim", 4 * channels.get(0)), number("freq_shift", 0), flag("flip_sin_to_cos", true),
                blocks("down_block_types", List.of("DownBlock2D", "AttnDownBlock2D", "AttnDownBlock2D", "AttnDownBlock2D")),
                midBlock(), blocks("up_block_types", List.of("AttnUpBlock2D", "AttnUpBlock2D", "AttnUpBlock2D", "UpBlock2D")),
                channels, integer("layers_per_block", 2), number("mid_block_scale_factor", 1), integer("downsample_padding", 1),
                choice("downsample_type", Sampling.values(), "conv"), choice("upsample_type", Sampling.values(), "conv"),
                number("dropout", 0), json.containsKey("attention_head_dim") ? integer("attention_head_dim", 0) : 8,
                integer("norm_num_groups", 32), integer("attn_norm_num_groups", 0), number("norm_eps", 1e-5),
                choice("resnet_time_scale_shift", TimeScaleShift.values(), "default"), flag("add_attention", true));
    }

    static Map<String, Object> write(UNetConfig c) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_class_name", "UNet2DModel");
        json.put("act_fn", "silu");
        json.put("add_attention", c.addAttention());
        json.put("attention_head_dim", c.attentionHeadDim() == 0 ? null : c.attentionHeadDim());
        json.put("attn_norm_num_groups", c.attnNormNumGroups() == 0 ? null : c.attnNormNumGroups());
        json.put("block_out_channels", c.blockOutChannels());
        json.put("center_input_sample", c.centerInputSample());
        json.put("class_embed_type", null);
        json.put("down_block_types", c.downBlockTypes().stream().map(b -> b.diffusersName).toList());
        json.put("downsample_padding", c.downsamplePadding());
        json.put("downsample_type", name(c.downsampleType()));
        json.put("dropout", c.dropout());
        json.put("flip_sin_to_cos", c.flipSinToCos());
        json.put("freq_shift", c.freqShift() == Math.rint(c.freqShift()) ? (Object) (int) c.freqShift() : (Object) c.freqShift());
        json.put("in_channels", c.inChannels());
        json.put("layers_per_block", c.layersPerBlock());
        json.put("mid_block_scale_factor", c.midBlockScaleFactor());
        json.put("mid_block_type", c.midBlock() ? "UNetMidBlock2D" : null);
        json.put("norm_eps", c.normEps());
        json.put("norm_num_groups", c.normNumGroups());
        json.put("num_class_embeds", null);
        json.put("num_train_timesteps", null);
        json.put("out_channels", c.outChannels());
        json.put("resnet_time_scale_shift", name(c.resnetTimeScaleShift()));
        json.put("sample_size", c.sampleHeight() == 0 ? null
                : c.sampleHeight() == c.sampleWidth() ? (Object) c.sampleHeight() : List.of(c.sampleHeight(), c.sampleWidth()));
        json.put("time_embedding_dim", c.timeEmbeddingDim());
        json.put("time_embedding_type", "positional");
        json.put("up_block_types", c.upBlockTypes().stream().map(b -> b.diffusersName).toList());
        json.put("upsample_type", name(c.upsampleType()));
        return json;
    }

    private boolean midBlock() {
        if (!json.containsKey("mid_block_type")) return true;
        String type = text("mid_block_type", "null");
        if (type.equals("null")) return false;
        refuse("mid_block_type", "UNetMidBlock2D", type);
        return true;
    }

    private List<BlockType> blocks(String key, List<String> standard) {
        List<BlockType> blocks = new ArrayList<>();
        for (Object entry : list(key, standard)) {
            String name = String.valueOf(entry);
            String plain = name.startsWith(OLD_PREFIX) ? name.substring(OLD_PREFIX.length()) : name;
            blocks.add(java.util.Arrays.stream(BlockType.values()).filter(b -> b.diffusersName.equals(plain)).findAny()
                    .orElseThrow(() -> unsupported(key, name)));
        }
        return blocks;
    }

    private List<Integer> integers(String key, List<Integer> standard) {
        List<Integer> result = new ArrayList<>();
        for (Object entry : list(key, standard)) {
            if (!(entry instanceof Number n) || n.doubleValue() != n.intValue()) throw UNetConfig.must(key, "whole numbers", entry);
            result.add(n.intValue());
        }
        return result;
    }

    private List<?> list(String key, List<?> standard) {
        Object value = json.get(key);
        if (value == null) return standard;
        if (value instanceof List<?> list) return list;
        throw UNetConfig.must(key, "a list", value);
    }

    /** Missing and null take the default. */
    private int integer(String key, int standard) {
        Object value = json.get(key);
        if (value == null) return standard;
        if (value instanceof Number n && n.doubleValue() == n.intValue()) return n.intValue();
        throw UNetConfig.must(key, "a whole number", value);
    }

    private double number(String key, double standard) {
        Object value = json.get(key);
        if (value == null) return standard;
        if (value instanceof Number n && Double.isFinite(n.doubleValue())) return n.doubleValue();
        throw UNetConfig.must(key, "a number", value);
    }

    private boolean flag(String key, boolean standard) {
        Object value = json.get(key);
        if (value == null) return standard;
        if (value instanceof Boolean b) return b;
        throw UNetConfig.must(key, "true or false", value);
    }

    private String text(String key, String standard) {
        Object value = json.get(key);
        return value == null ? standard : String.valueOf(value);
    }

    private <E extends Enum<E>> E choice(String key, E[] values, String standard) {
        String found = text(key, standard);
        for (E value : values) {
            if (name(value).equals(found)) return value;
        }
        throw unsupported(key, found);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void refuse(String key, String supported, String found) {
        if (!found.equals(supported)) throw unsupported(key, found);
    }

    private static SettingException unsupported(String key, Object found) {
        return new SettingException(Sentence.of("config.unsupported", "config.json: %s %s is not supported."
                + " Kaobako draws with unconditional UNet2DModel networks; choose a model of that kind.", key, String.valueOf(found)));
    }
}
