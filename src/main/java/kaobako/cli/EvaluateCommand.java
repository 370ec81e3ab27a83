package kaobako.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kaobako.studio.Session;
import kaobako.train.TrainException;
import kaobako.train.evaluate.Evaluation;
import kaobako.train.evaluate.EvaluationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a model's pictures against a folder's. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures a model: how far its pictures are from the folder's (beside two halves of the folder), how diverse they",
            "are, and whether it copies. Leaves evaluation/evaluation.json and evaluation/closest.png in the model's folder."},
        footerHeading = "%nExamples:%n", footer = {
            "  kaobako evaluate --model mine --data pictures",
            "  kaobako evaluate --model mine --data pictures --held-out others --count 500",
            "  kaobako evaluate --model mine --data pictures --sampler ddim --steps 50    is another sampler better?"})
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "the pictures that it learned from")
    private Path data;

    @Option(names = "--held-out", paramLabel = "FOLDER", description = "pictures of the same kind that it did not learn from, to tell copies better")
    private Path heldOut;

    @Option(names = "--count", paramLabel = "N", defaultValue = "" + EvaluationRun.Request.COUNT,
            description = "pictures to draw (default: ${DEFAULT-VALUE})")
    private int count;

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        EvaluationRun.Request request = request();
        SamplingOptions.warn(terminal, request.drawing());
        try (Session session = Session.open(device.selector, terminal); EvaluationRun run = prepared(session, request)) {
            terminal.say("drawing " + count + " pictures of " + request.model() + " on " + session.deviceLabel());
            try (Progress progress = new Progress(terminal, "drawing", "pictures", count)) {
                boolean more = true;
                while (more) {
                    terminal.throwIfStopped();
                    more = run.step();
                    progress.stepTo(run.drawn());
                }
            }
            terminal.say("comparing them with the folder");
            Evaluation.Result result = run.measure();
            terminal.out().print(result.evaluation().text());
            terminal.out().flush();
            keep(run, result);
            return Cli.DONE;
        }
    }

    private EvaluationRun prepared(Session session, EvaluationRun.Request request) {
        terminal.say("reading the pictures to compare with");
        return session.evaluation(request, terminal::isStopped);
    }

    /** The numbers are printed: a folder that takes no files costs only those. */
    private void keep(EvaluationRun run, Evaluation.Result result) {
        try {
            run.write(result);
            terminal.out().println("closest pairs: " + run.folder().resolve("closest.png"));
            terminal.out().flush();
        } catch (TrainException e) {
            terminal.say("warning: " + e.getMessage());
        }
    }

    private EvaluationRun.Request request() {
        Path folder = model.folder();
        try {
            return new EvaluationRun.Request(sampling.applyTo(EvaluationRun.Request.drawing(folder, count)), data, Optional.ofNullable(heldOut));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
