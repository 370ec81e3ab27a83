package kaobako.generate;

import static kaobako.text.SettingException.require;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.TimestepSpacing;
import kaobako.store.FormatException;
import kaobako.store.Json;
import kaobako.text.Sentence;

/**
 * Everything that draws a picture, or a sheet of pictures, again: kept as texts in the PNG.
 *
 * @param app       program and version that drew it
 * @param model     the model's name, without its path
 * @param sha256    of the model's weights
 * @param seeds     one mix for a picture, several for a sheet
 * @param scale     whole factor by which the file's pictures were enlarged
 * @param scheduler the schedule and settings in force; its own steps and eta do not count
 * @param device    where it was drawn, for information
 */
public record Recipe(String app, String model, String sha256, List<SeedMix> seeds, String sampler, int steps, double eta,
        TimestepSpacing spacing, int width, int height, int scale, SchedulerConfig scheduler, String device) {
    /** The keyword of our own text. */
    public static final String KEYWORD = "kaobako";
    static final int VERSION = 1;
    private static final String MAKER = "\u9854\u7bb1";
    public static final int LARGEST_SCALE = 64;

    /** @throws IllegalArgumentException naming what is out of its range */
    public Recipe {
        seeds = List.copyOf(seeds);
        require(sha256.matches("[0-9a-f]{64}"), "sha256", "64 hexadecimal digits", sha256);
        require(scale >= 1 && scale <= LARGEST_SCALE, "scale", Sentence.range(1, LARGEST_SCALE), scale);
        require(width >= 1 && height >= 1, "width and height", "at least 1", width + " x " + height);
        new GenerateConfig(Path.of(""), seeds, sampler, steps, eta, Optional.empty(), width, height, 0, Optional.empty());
    }

    /** Of pictures that {@code drawing} made from {@code generator}'s model. */
    public static Recipe of(String app, Generator generator, Drawing drawing, List<SeedMix> seeds, int scale, String device) {
        Path name = generator.folder().toAbsolutePath().normalize().getFileName();
        return new Recipe(app, name == null ? "model" : name.toString(), generator.sha256(), seeds, drawing.sampler().about().name(),
                drawing.sampling().steps(), drawing.sampling().eta(), drawing.sampling().spacing(), drawing.width(), drawing.height(),
                scale, drawing.scheduler(), device);
    }

    /** The same for one of the pictures. */
    public Recipe withSeeds(List<SeedMix> value) {
        return new Recipe(app, model, sha256, value, sampler, steps, eta, spacing, width, height, scale, scheduler, device);
    }

    /** The same for a file whose pictures are enlarged. */
    public Recipe withScale(int value) {
        return new Recipe(app, model, sha256, seeds, sampler, steps, eta, spacing, width, height, value, scheduler, device);
    }

    /** What draws it again from {@code folder}, which must hold the recipe's model. */
    public GenerateConfig config(Path folder) {
        return GenerateConfig.of(folder, seeds).withSampler(sampler, steps).withEta(eta).withSpacing(spacing)
                .withSize(width, height).withScheduler(scheduler);
    }

    /** Keyword and text of each, in the order of the file: {@code parameters} for other programs, {@value #KEYWORD} for this one. */
    public Map<String, String> toTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("parameters", ParameterLine.of(this));
        texts.put(KEYWORD, Json.line(toMap()));
        texts.put("Software", app);
        return texts;
    }

    private Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("app", app);
        // beyond Latin-1, so that the text is stored as iTXt, in Unicode, whatever the model is called
        map.put("maker", MAKER);
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("name", model);
        from.put("sha256", sha256);
        map.put("model", from);
        map.put("seeds", seeds.stream().map(SeedMix::parts).toList());
        map.put("sampler", sampler);
        map.put("steps", steps);
        map.put("eta", eta);
        map.put("spacing", spacing.key());
        map.put("width", width);
        map.put("height", height);
        map.put("scale", scale);
        // minus infinity is no JSON for other readers, and what a missing value means
        Map<String, Object> settings = new LinkedHashMap<>(scheduler.toMap());
        settings.values().removeIf(value -> value == null || value instanceof Double d && d.isInfinite());
        map.put("scheduler", settings);
        map.put("rng", "philox4x32-10");
        map.put("device", device);
        return map;
    }

    /**
     * The recipe among a PNG's texts, which are untrusted.
     *
     * @throws FormatException that says what is missing, damaged or from a later version; {@code file} is for its message
     */
    public static Recipe of(Map<String, String> texts, Path file) {
        String json = texts.get(KEYWORD);
        if (json == null) {
            String found = texts.containsKey("parameters") ? "that of another program" : "none";
            throw new FormatException(file, "", "a picture with a Kaobako recipe", found, "choose a picture that Kaobako saved with its recipe");
        }
        RecipeReader in = new RecipeReader(Json.object(json, file), file);
        int version = in.integer("version");
        if (version != VERSION) {
            throw new FormatException(file, "recipe", "version " + VERSION, "version " + version, "open it with a newer Kaobako");
        }
        RecipeReader model = in.inner("model");
        try {
            return new Recipe(in.text("app"), model.text("name"), model.text("sha256"), in.seeds(), in.text("sampler"),
                    in.integer("steps"), in.number("eta"), TimestepSpacing.of(in.text("spacing")), in.integer("width"),
                    in.integer("height"), in.integer("scale"), SchedulerConfig.read(in.map("scheduler")), in.text("device"));
        } catch (IllegalArgumentException e) {
            throw in.wrong(Sentence.of("recipe.ranges", "settings in their ranges"), Sentence.of(e));
        }
    }
}
