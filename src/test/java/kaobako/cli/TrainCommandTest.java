package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import kaobako.data.PngFile;
import kaobako.data.practice.PracticePictures;
import kaobako.diffusion.EmaDecay;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.TimestepDensity;
import kaobako.store.DType;
import kaobako.store.Json;
import kaobako.store.ModelCard;
import kaobako.train.Budget;
import kaobako.train.Objective;
import kaobako.train.Optimizer;
import kaobako.train.TrainConfig;
import kaobako.train.TrainRequest;
import kaobako.train.TrainRequest.Start;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Training, resuming, drawing and measuring by command lines. */
class TrainCommandTest {
    private static final String NETWORK = """
            {"sample_size": 32, "block_out_channels": [8, 16], "down_block_types": ["DownBlock2D", "DownBlock2D"],
             "up_block_types": ["UpBlock2D", "UpBlock2D"], "layers_per_block": 1, "norm_num_groups": 4, "attention_head_dim": 8}
            """;

    @TempDir
    private Path folder;
    private StringWriter out;
    private StringWriter err;
    private Terminal terminal;

    @BeforeEach
    void terminal() {
        out = new StringWriter();
        err = new StringWriter();
        terminal = new Terminal(new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void trainsResumesDrawsAndMeasures() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 6; i++) PngFile.write(data.resolve(i + ".png"), PracticePictures.draw(1, i, 32), Map.of());
        Files.writeString(data.resolve("broken.png"), "no picture");
        Path network = Files.writeString(folder.resolve("network.json"), NETWORK);
        String model = folder.resolve("model").toString();

        assertThat(run("train", "--data", data.toString(), "--out", model, "--config", network.toString(), "--steps", "2", "--batch", "2",
                "--flip", "--fp16")).as(err.toString()).isZero();
        assertThat(err.toString()).contains("6 pictures, 1 file refused").contains("broken.png: ").contains("MiB on the device")
                .contains("With only 6 pictures");
        assertThat(out.toString()).contains("Trained 2 steps in").contains("the model is in " + model);

        assertThat(run("train", "--data", data.toString(), "--out", model, "--resume", "--steps", "3")).as(err.toString()).isZero();
        assertThat(err.toString()).contains("Goes on after step 2.");
        assertThat(out.toString()).contains("Trained 3 steps in");

        assertThat(run("generate", "--model", model, "--steps", "2", "--out", folder.resolve("faces").toString())).as(err.toString()).isZero();

        assertThat(run(evaluate(model, "--data", data.toString()))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("distance from the folder").contains("diversity:").contains("copies:");
        Path evaluation = folder.resolve("model").resolve("evaluation");
        assertThat(Json.object(evaluation.resolve("evaluation.json"))).containsEntry("compared", 3);
        assertThat(ImageIO.read(evaluation.resolve("closest.png").toFile()).getWidth()).isEqualTo(2 * (2 + 8 * 34));

        String empty = Files.createDirectories(folder.resolve("empty")).toString();
        for (String[] folders : new String[][] {{"--data", empty}, {"--data", data.toString(), "--held-out", empty}}) {
            terminal();
            assertThat(run(evaluate(model, folders))).isEqualTo(Cli.FIXABLE);
            assertThat(err.toString()).contains(empty).as("nothing is drawn in vain").doesNotContain("drawing 4 pictures");
        }

        terminal();
        String models = System.setProperty("kaobako.models", folder.toString());
        try {
            assertThat(run(evaluate("model", "--data", empty))).as("the name of a model").isEqualTo(Cli.FIXABLE);
            assertThat(err.toString()).contains(empty);
        } finally {
            if (models == null) System.clearProperty("kaobako.models");
            else System.setProperty("kaobako.models", models);
        }
        assertThat(ModelCard.read(Path.of(model)).facts()).as("what evaluate reads").containsEntry("crop", "top_centre");

        terminal();
        deleteAll(evaluation);
        Files.writeString(evaluation, "a file where the folder should be");
        assertThat(run(evaluate(model, "--data", data.toString()))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("diversity:").doesNotContain("closest pairs:");
        assertThat(err.toString()).contains("warning: The evaluation could not be written to " + evaluation);
    }

    private static String[] evaluate(String model, String... folders) {
        return Stream.concat(Stream.of("evaluate", "--model", model, "--count", "4", "--sampler", "ddim", "--steps", "2"), Stream.of(folders))
                .toArray(String[]::new);
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }

    @Test
    void whatIsNotGivenIsStandardAndSaidSo() {
        assertThat(request().config()).isEqualTo(TrainConfig.standard());
        assertThat(run("train", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("with gamma 5 (default: uniform)").contains("(default: v_prediction)")
                .contains("(default: squaredcos_cap_v2)").contains("noise levels (default: 1000)").contains("few pictures (default: 0.05)")
                .contains("(default: 0.001; a wider").contains("full learning rate (default: 100)").contains("reached slowly (default: 0.9999)");
    }

    @Test
    void whatCannotBeIsRefusedInASentence() throws IOException {
        String data = folder.toString(), model = folder.resolve("model").toString();
        assertThat(run("train", "--data", data, "--out", model, "--resume", "--from", "x")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("mutually exclusive");
        assertThat(run("train", "--data", data, "--out", model, "--lr", "5")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("learning rate must be above 0 and below 1, but is 5.0");
        assertThat(run("train", "--data", data, "--out", model, "--resume")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("There is no checkpoint to resume from");
        assertThat(run("evaluate", "--model", model, "--data", data, "--count", "1")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("at least 2 pictures, not 1");
    }

    @Test
    void nothingOfTheUsersIsOverwritten() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        PngFile.write(data.resolve("0.png"), PracticePictures.draw(1, 0, 32), Map.of());
        Path model = Path.of("src/test/resources/golden/pipeline_trained");
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Path notes = Files.writeString(mine.resolve("README.md"), "my notes");
        for (Path out : List.of(mine, data, data.resolve("model"), model)) {
            err.getBuffer().setLength(0);
            assertThat(run("train", "--data", data.toString(), "--out", out.toString(), "--steps", "1")).as(out.toString()).isEqualTo(Cli.FIXABLE);
            assertThat(err.toString()).contains(out.toString()).contains("Choose another folder for the model");
        }
        assertThat(run("train", "--data", data.toString(), "--from", model.toString(), "--out", model.toString())).isEqualTo(Cli.FIXABLE);
        assertThat(notes).hasContent("my notes");
        try (Stream<Path> files = Stream.concat(Files.list(mine), Files.list(data))) {
            assertThat(files).as("nothing is left there").containsExactlyInAnyOrder(notes, data.resolve("0.png"));
        }
        assertThat(model.resolve("checkpoints")).doesNotExist();
    }

    /** Where a scan looks is decided by what links mean and by what it passes over. */
    @Test
    void aModelLiesApartFromThePictures() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 3; i++) PngFile.write(data.resolve(i + ".png"), PracticePictures.draw(1, i, 32), Map.of());
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        Path network = Files.writeString(folder.resolve("network.json"), NETWORK);
        String[] rest = {"--config", network.toString(), "--steps", "1", "--batch", "1"};
        for (List<Path> both : List.of(List.of(link, data.resolve("model")), List.of(data, link.resolve("deep/model")))) {
            assertThat(train(both.get(0), both.get(1), rest)).isEqualTo(Cli.FIXABLE);
            assertThat(err.toString()).contains("lies among the pictures");
        }
        Path hidden = Files.createDirectories(data.resolve(".models/mine"));
        Files.writeString(hidden.resolve(".DS_Store"), "litter");
        assertThat(train(data, hidden, rest)).as(err.toString()).isZero();
        assertThat(hidden.resolve("unet/config.json")).exists();
    }

    private int train(Path data, Path out, String... rest) {
        return run(Stream.concat(Stream.of("train", "--data", data.toString(), "--out", out.toString()), Arrays.stream(rest)).toArray(String[]::new));
    }

    @Test
    void aRecipeThatIsNotUsedIsSaidToBe() {
        assertThat(train("--resume", "--lr", "1e-4", "--steps", "9", "--loss", "uniform", "--fp16")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("--resume goes on with the recipe of the last checkpoint, without --lr, --loss as given here; for another recipe"
                + " start a new run in another folder, with --from " + folder);
        assertThat(train("--from", "other", "--timesteps", "500", "--flip", "--prediction", "v_prediction")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("--from goes on with what the model predicts, on its own noise schedule, without --timesteps,"
                + " --prediction as given here; for others train a new network, without --from");
        assertThat(train("--from", "other", "--schedule", "linear")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("without --schedule as given here");
    }

    @Test
    void whatHasAnEffectIsTaken() {
        Map<String, Start> starts = Map.of("--resume", new Start.Resume(), "--from=other", new Start.From(Path.of("other")));
        starts.forEach((option, start) -> {
            TrainRequest request = request(option, "--minutes", "5", "--steps", "9", "--fp16", "--device", "0");
            assertThat(request.start()).isEqualTo(start);
            assertThat(request.budget()).isEqualTo(new Budget(9, 5));
            assertThat(request.storage()).isEqualTo(DType.F16);
        });
        TrainConfig config = request("--from", "other", "--batch", "8", "--flip", "--dropout", "0.2", "--lr", "1e-4", "--warm-up", "7", "--loss",
                "min_snr", "--shift", "2", "--ema", "0.999", "--ema-least", "0.99", "--seed", "5").config();
        assertThat(config).isEqualTo(TrainConfig.standard().withBatch(8).withFlip(TrainConfig.Flip.RANDOM).withDropout(0.2).withSeed(5)
                .withOptimizer(Optimizer.STANDARD.withLearningRate(1e-4).withWarmUpSteps(7)).withEma(EmaDecay.warmingUp(0.999).withMin(0.99))
                .withObjective(new Objective(Objective.STANDARD.schedule(), 1000, Objective.STANDARD.prediction(), LossWeight.minSnr(5),
                        new TimestepDensity(2))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --prediction noise               | --prediction must be one of epsilon, sample, v_prediction, but is noise
            --minutes -1                     | --minutes must be above 0, but is -1.0
            --minutes 0                      | --minutes must be above 0, but is 0.0
            --minutes NaN                    | --minutes must be above 0, but is NaN
            --steps 0                        | --steps must be above 0, but is 0
            --batch -4                       | --batch must be above 0, but is -4
            --ema 2                          | --ema must be 0 to 1, but is 2.0
            --ema-least 0.99995              | --ema-least must be 0 to 0.9999, which is --ema, but is 0.99995
            --ema 0.99 --ema-least 0.995     | --ema-least must be 0 to 0.99, which is --ema, but is 0.995
            """)
    void aNumberOutOfItsRangeIsNamedAsItWasTyped(String options, String sentence) {
        assertThat(train(options.split(" "))).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains(sentence).doesNotContain("EMA needs");
    }

    private int train(String... options) {
        Stream<String> always = Stream.of("train", "--data", "pictures", "--out", folder.toString());
        return run(Stream.concat(always, Arrays.stream(options)).toArray(String[]::new));
    }

    private TrainRequest request(String... options) {
        String[] line = Stream.concat(Stream.of("--data", "pictures", "--out", "mine"), Arrays.stream(options)).toArray(String[]::new);
        return CommandLine.populateCommand(new TrainCommand(terminal), line).request();
    }

    private int run(String... arguments) {
        return Cli.run(arguments, terminal);
    }
}
