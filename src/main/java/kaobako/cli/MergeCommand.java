package kaobako.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kaobako.store.DType;
import kaobako.store.ModelMerge;
import kaobako.studio.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one model of several. */
@Command(name = "merge", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Adds up the weights of models that were trained from one another, each times its share.",
            "Between two models, where each has something the other lacks; or beyond one, away from another that is worse."},
        footerHeading = "%nExamples:%n", footer = {
            "  kaobako merge --model early=0.3 --model late=0.7 --out between",
            "  kaobako merge --model good=1.5 --model worse=-0.5 --out beyond --fp16"})
final class MergeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--model", required = true, paramLabel = "DIR=SHARE",
            description = "a model and how much of it; the shares are 1 together. The first one's scheduler and card are kept")
    private List<String> parts;

    @Option(names = "--out", required = true, paramLabel = "MODELDIR", description = "a folder for the model, new or empty")
    private Path out;

    @Option(names = "--fp16", description = "store the model in 16 bits: half the file, and hardly a difference")
    private boolean half;

    MergeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        requireEmpty();
        Map<Path, Double> shares = new LinkedHashMap<>();
        parts.forEach(part -> add(part, shares));
        try {
            ModelMerge.write(shares, out, half ? DType.F16 : DType.F32);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--model: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.out().println("the model is in " + out);
        terminal.out().flush();
        return Cli.DONE;
    }

    private static void add(String part, Map<Path, Double> shares) {
        int at = part.lastIndexOf('=');
        try {
            double share = Double.parseDouble(part.substring(at + 1));
            if (at < 1) throw new NumberFormatException("no model");
            Path model = Models.choose(part.substring(0, at));
            if (shares.put(model, share) == null) return;
        } catch (NumberFormatException e) {
            throw new UsageException("--model must be a model and its share, as early=0.3, but is " + part);
        }
        throw new UsageException("--model: " + part.substring(0, at) + " is named twice; name it once, with the sum of its shares");
    }

    /** Nothing of the user's is overwritten; folders without files are what a merge leaves for which there was no room. */
    private void requireEmpty() {
        if (!Files.exists(out)) return;
        try (var files = Files.walk(out)) {
            if (files.anyMatch(file -> !Files.isDirectory(file))) throw new UsageException("--out must be a new or empty folder, but " + out + " is not; choose another");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
