package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Prediction;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SamplingConfig;
import kaobako.diffusion.SchedulerConfig;
import kaobako.file.FileException;
import kaobako.generate.Recipe;
import kaobako.store.FormatException;
import kaobako.store.ModelFolder;
import kaobako.studio.Problem;
import kaobako.text.Sentence;
import kaobako.unet.UNetConfig;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is said in Chinese too: every sentence of the code has its translation, with every value in it. */
class ProblemWordsTest {
    private static final Path SOURCES = Path.of("src/main/java/kaobako");
    private static final Pattern SENTENCE = Pattern.compile("Sentence\\.of\\(\\s*\"([\\w.]+)\",(.*)", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @TempDir
    private Path folder;

    @Test
    void everySentenceOfTheCodeHasItsTranslationWithEveryValue() throws IOException {
        Properties chinese = chinese();
        Map<String, String> english = english();
        assertThat(english).hasSizeGreaterThan(60);
        assertThat(keys(chinese, key -> !key.startsWith("words."))).isEqualTo(english.keySet());
        english.forEach((key, pattern) -> {
            long values = Pattern.compile("%(?!%)").matcher(pattern).results().count();
            Set<String> expected = IntStream.range(0, (int) values).mapToObj(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
            Set<String> found = Pattern.compile("\\{(\\d)\\}").matcher(chinese.getProperty(key)).results().map(r -> r.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).as("%s: %s", key, pattern).isEqualTo(expected);
            assertThat(new MessageFormat(chinese.getProperty(key), Locale.CHINA).format(new Object[] {"a", "b", "c", "d", "e"})).isNotBlank();
        });
    }

    @Test
    void everyFixedWordIsStillSaidByTheCode() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : sources()) all.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
        for (String key : keys(chinese(), key -> key.startsWith("words."))) {
            String words = key.substring("words.".length()).replace('-', ' ');
            // "the file " is followed by a name from a constant
            assertThat(all.toString().contains(words) || words.startsWith("the file ")).as(words).isTrue();
        }
    }

    @Test
    void problemsAreSaidInTheLanguageOfTheWindow() throws IOException {
        Path missing = folder.resolve("model");
        Problem model = Problem.of(Assertions.catchThrowable(() -> ModelFolder.open(missing)));
        assertThat(Messages.in("zh-CN").say(model.said()))
                .isEqualTo(missing + "：应为模型文件夹，实际：不存在；请选择含有 config.json 或 unet/ 的文件夹。");
        assertThat(Messages.in("en").say(model.said())).isEqualTo(model.sentence()).startsWith(missing + ": expected a model folder");
        Path file = Files.writeString(folder.resolve("a"), "old");
        Problem full = Problem.of(FileException.writing(file, new IOException("No space left on device")));
        assertThat(Messages.in("zh-CN").say(full.said())).startsWith("无法写入 " + file + "：磁盘空间已满（剩余 ").endsWith("；原有内容未受影响。");
        Sentence nested = Sentence.of("train.stopped", "%s %s %s", 1234, Sentence.of("cl.lost", "lost"), 1200);
        assertThat(Messages.in("zh-CN").say(nested)).startsWith("训练在第 1,234 步之后中断：设备已丢失：").contains("第 1,200 步的检查点完好");
    }

    @Test
    void whyASamplerCannotDrawIsSaidToItsInside() {
        SamplingConfig tooMany = SamplingConfig.of(2000);
        Throwable why = Assertions.catchThrowable(() -> Samplers.named("ddpm").stages(NoiseSchedule.of(BetaSchedule.LINEAR, 1e-4, 0.02, 1000),
                Prediction.EPSILON, tooMany));
        Sentence said = Sentence.of("sampler.unsuitable", "%s: %s", "DDPM", Sentence.of(why));
        assertThat(Messages.in("zh-CN").say(said)).isEqualTo("DDPM 无法这样绘制：步数最多为模型训练时的 1,000 个时间步，实际为 2,000。");
        Throwable unknown = Assertions.catchThrowable(() -> SchedulerConfig.read(Map.of("num_train_timesteps", "many")));
        assertThat(Messages.in("zh-CN").say(Sentence.of(unknown))).isEqualTo("num_train_timesteps 须为数，实际为 many");
        assertThat(unknown).hasMessage("num_train_timesteps must be a number, but is many");
    }

    @Test
    void whyARecipeOrAConfigIsRefusedIsSaidToItsInside() {
        String recipe = """
                {"version": 1, "app": "a", "model": {"name": "m", "sha256": "%s"}, "seeds": [[{"seed": 1, "weight": 1}]], "sampler": "ddim",
                "steps": %s, "eta": 0, "spacing": "leading", "width": 64, "height": 64, "scale": 1, "scheduler": {}, "device": "d"}
                """;
        Path file = Path.of("a.png");
        Throwable range = Assertions.catchThrowable(() -> Recipe.of(Map.of(Recipe.KEYWORD, recipe.formatted("0".repeat(64), "200000")), file));
        assertThat(range).hasMessageContaining("found steps must be 1 to 100000, but is 200000; choose");
        assertThat(Messages.in("zh-CN").say(Sentence.of(range)))
                .isEqualTo("a.png，配方：应为各项设置均在范围内，实际：步数 须为1 到 100,000，实际为 200000；请选择配方完整的图片。");
        Throwable kind = Assertions.catchThrowable(() -> Recipe.of(Map.of(Recipe.KEYWORD, recipe.formatted("0".repeat(64), "\"x\"")), file));
        assertThat(Messages.in("zh-CN").say(Sentence.of(kind))).contains("应为整数形式的 步数，实际：x；");
        Throwable levels = Assertions.catchThrowable(() -> UNetConfig.of(Map.of("block_out_channels", List.of(32))));
        assertThat(Messages.in("zh-CN").say(Sentence.of(levels))).startsWith("config.json：down_block_types 须为1 项，与 block_out_channels 相同，实际为");
    }

    @Test
    void whatHasNoTranslationStaysEnglish() {
        FormatException odd = new FormatException(folder, "line 3", "an odd thing", "an even one", "think again");
        assertThat(Messages.in("zh-CN").say(odd.sentence())).contains("line 3").contains("应为an odd thing");
        assertThat(Messages.in("zh-CN").say(Sentence.english("Nobody said {0}."))).isEqualTo("Nobody said {0}.");
    }

    private static Properties chinese() throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/kaobako/ui/problems_zh_CN.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    private static Set<String> keys(Properties properties, java.util.function.Predicate<String> which) {
        return properties.stringPropertyNames().stream().filter(which).collect(Collectors.toCollection(TreeSet::new));
    }

    /** English patterns by key, as they stand in the sources. */
    private static Map<String, String> english() throws IOException {
        Map<String, String> patterns = new TreeMap<>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            for (int at = source.indexOf("Sentence.of("); at >= 0; at = source.indexOf("Sentence.of(", at + 1)) {
                Matcher sentence = SENTENCE.matcher(source.substring(at));
                if (!sentence.lookingAt()) continue;
                patterns.put(sentence.group(1), pattern(sentence.group(2)));
            }
        }
        return patterns;
    }

    /** Literals up to the first thing that is neither one nor a plus. */
    private static String pattern(String source) {
        StringBuilder pattern = new StringBuilder();
        String rest = source.stripLeading();
        for (Matcher literal = LITERAL.matcher(rest); literal.lookingAt(); literal = LITERAL.matcher(rest)) {
            pattern.append(literal.group(1));
            rest = rest.substring(literal.end()).stripLeading();
            if (!rest.startsWith("+")) break;
            rest = rest.substring(1).stripLeading();
        }
        return pattern.toString();
    }

    private static Iterable<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }
}
