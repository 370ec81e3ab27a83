package kaobako.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kaobako.diffusion.EmaDecay;
import kaobako.store.DType;
import kaobako.store.Json;
import kaobako.studio.Session;
import kaobako.text.SettingException;
import kaobako.train.Budget;
import kaobako.train.Optimizer;
import kaobako.train.Preparation;
import kaobako.train.TrainConfig;
import kaobako.train.TrainRequest;
import kaobako.train.TrainRequest.Start;
import kaobako.train.TrainingRun;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model on a folder of pictures. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a model on the pictures in a folder. Samples, checkpoints and a log (training.jsonl) appear in --out as it",
            "goes on; Ctrl-C saves and writes the model as it is, and --resume goes on from there."},
        footerHeading = "%nExamples:%n", footer = {
            "  kaobako train --data pictures --out mine --minutes 60     an hour with settings that work",
            "  kaobako train --data pictures --out mine --resume         go on, until Ctrl-C",
            "  kaobako train --data pictures --out mine --from other     start from a finished model",
            "  kaobako generate --model mine --count 16 --out faces      draw with it"})
final class TrainCommand implements Callable<Integer> {
    /** What a resumed run is told; everything else is in its checkpoint. */
    private static final Set<String> WITH_RESUME = Set.of("--resume", "--data", "--out", "--minutes", "--steps", "--fp16", "--device");
    /** What a model has learned to mean, and cannot be told anew. */
    private static final Set<String> NOT_WITH_FROM = Set.of("--prediction", "--schedule", "--timesteps");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "pictures to learn from; folders inside count too")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "MODELDIR", description = "the model's folder")
    private Path out;

    @ArgGroup
    private Origin origin = new Origin();

    /** At most one of these. */
    private static final class Origin {
        @Option(names = "--config", paramLabel = "JSON", description = "a U-Net's config.json, for a new network of another kind")
        private Path config;

        @Option(names = "--from", paramLabel = "MODELDIR",
                description = "a model to start from, with its network, prediction and noise schedule")
        private Path from;

        @Option(names = "--resume", description = "go on from the last checkpoint in --out, with its recipe")
        private boolean resume;
    }

    @Option(names = "--minutes", paramLabel = "M", description = "end after so many minutes of work; a resumed run gets them anew")
    private Double minutes;

    @Option(names = "--steps", paramLabel = "N", description = "end after so many steps in all")
    private Long steps;

    @Option(names = "--batch", paramLabel = "B", description = "pictures a step (default: 16 on a CPU, 64 on a GPU); cut to fit the device")
    private Integer batch;

    @Option(names = "--flip", description = "mirror pictures left to right at random")
    private boolean flip;

    @Option(names = "--dropout", paramLabel = "P", description = "chance of an activation to be dropped: more for few pictures (default: ${DEFAULT-VALUE})")
    private double dropout = TrainConfig.DROPOUT;

    @Option(names = "--lr", paramLabel = "RATE", description =
            "learning rate of AdamW after the warm-up (default: ${DEFAULT-VALUE}; a wider network wants less)")
    private double learningRate = Optimizer.STANDARD.learningRate();

    @Option(names = "--warm-up", paramLabel = "N", description = "steps until the full learning rate (default: ${DEFAULT-VALUE})")
    private int warmUp = Optimizer.STANDARD.warmUpSteps();

    @Mixin
    private ObjectiveOptions objective = new ObjectiveOptions();

    @Option(names = "--ema", paramLabel = "DECAY", description = "highest decay of the averaged weights, reached slowly (default: ${DEFAULT-VALUE})")
    private double ema = TrainConfig.EMA.max();

    @Option(names = "--ema-least", paramLabel = "DECAY",
            description = "lowest decay: 0.9995 or so with --from keeps the average that a model is (default: ${DEFAULT-VALUE})")
    private double emaLeast = TrainConfig.EMA.min();

    @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: ${DEFAULT-VALUE})", defaultValue = "1")
    private long seed;

    @Option(names = "--fp16", description = "store the finished model in 16 bits: half the file; said again with --resume")
    private boolean half;

    @Mixin
    private DeviceOption device = new DeviceOption();

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        TrainRequest request = request();
        try (TrainReport report = new TrainReport(terminal, request);
                Preparation preparation = Session.prepare(request, report, terminal::isStopped);
                Session session = Session.open(device.selector, terminal);
                TrainingRun run = session.training(preparation, report)) {
            terminal.finish();
            boolean more = true;
            while (more) {
                if (terminal.isStopped()) run.stop();
                more = run.step();
            }
            report.close();
            terminal.out().println(report.result());
            terminal.out().flush();
            return Cli.DONE;
        } catch (CancellationException e) {
            terminal.say("stopped before training began");
            return Cli.STOPPED;
        }
    }

    /** Throws UsageException naming the option. */
    TrainRequest request() {
        warnOfWhatHasNoEffect();
        try {
            return TrainRequest.of(data, out).with(config()).with(start()).with(budget()).with(half ? DType.F16 : DType.F32);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** A recipe that is typed and not used would be believed in; but whoever repeats a command with --resume need not take it apart. */
    private void warnOfWhatHasNoEffect() {
        if (origin.resume) {
            warn(option -> !WITH_RESUME.contains(option), "--resume goes on with the recipe of the last checkpoint",
                    "for another recipe start a new run in another folder, with --from " + out);
        } else if (origin.from != null) {
            warn(NOT_WITH_FROM::contains, "--from goes on with what the model predicts, on its own noise schedule",
                    "for others train a new network, without --from");
        }
    }

    private void warn(Predicate<String> hasNoEffect, String reason, String otherwise) {
        String given = spec.commandLine().getParseResult().matchedOptionsSet().stream().map(OptionSpec::longestName).filter(hasNoEffect)
                .collect(Collectors.joining(", "));
        if (!given.isEmpty()) terminal.say(reason + ", without " + given + " as given here; " + otherwise);
    }

    private Budget budget() {
        requirePositive("--minutes", minutes);
        requirePositive("--steps", steps);
        return new Budget(steps == null ? 0 : steps, minutes == null ? 0 : minutes);
    }

    private Start start() {
        if (origin.resume) return new Start.Resume();
        return origin.from == null ? new Start.Fresh() : new Start.From(origin.from);
    }

    private TrainConfig config() {
        requirePositive("--batch", batch);
        SettingException.require(ema >= 0 && ema <= 1, "--ema", "0 to 1", ema);
        SettingException.require(emaLeast >= 0 && emaLeast <= ema, "--ema-least", "0 to " + ema + ", which is --ema", emaLeast);
        Optimizer optimizer = Optimizer.STANDARD.withLearningRate(learningRate).withWarmUpSteps(warmUp);
        TrainConfig config = TrainConfig.standard().withObjective(objective.read()).withOptimizer(optimizer)
                .withEma(EmaDecay.warmingUp(ema).withMin(emaLeast))
                .withBatch(batch == null ? 0 : batch).withDropout(dropout).withSeed(seed)
                .withFlip(flip ? TrainConfig.Flip.RANDOM : TrainConfig.Flip.NONE);
        return origin.config == null ? config : config.withNetwork(Json.object(origin.config));
    }

    /** Null where it is not given. */
    private static void requirePositive(String option, Number value) {
        SettingException.require(value == null || value.doubleValue() > 0, option, "above 0", value);
    }
}
