package kaobako.cli;

import java.util.List;
import java.util.concurrent.Callable;
import kaobako.studio.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits the kernels to a device. */
@Command(name = "tune", mixinStandardHelpOptions = true,
        description = {"Tries tile sizes and the like on a device, kernel by kernel, the slowest first, and remembers what is faster.",
            "A variant whose numbers are wrong is discarded. Every command uses the table from then on,",
            "unless the whole network is not faster with it."},
        footerHeading = "%nExamples:%n", footer = {"  kaobako tune", "  kaobako tune --minutes 20 --device 1 --batch 1,16"})
final class TuneCommand implements Callable<Integer> {
    /** A month. */
    private static final int LONGEST = 43200;

    private final Terminal terminal;

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(names = "--batch", split = ",", paramLabel = "N", defaultValue = "16", description = "pictures at a time to tune for (default: 16)")
    private List<Integer> batches;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "10", description = "about how long it may take (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Mixin
    private DeviceOption device = new DeviceOption();

    TuneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!(minutes > 0 && minutes <= LONGEST)) throw new UsageException("--minutes must be above 0 and at most " + LONGEST + ", found " + minutes);
        BenchCommand.requireAtLeastOne(batches);
        try (Session session = Session.unchecked(device.selector, terminal)) {
            terminal.say("tuning " + session.deviceLabel() + " for about " + minutes + " minutes, and some more to link kernels and to time"
                    + " the network as a whole; a quiet machine gives better numbers");
            int size = session.tune(network.read(), batches, 60 * minutes, terminal::isStopped, terminal::say);
            terminal.out().println(size + (size == 1 ? " number" : " numbers") + " kept for " + session.deviceLabel());
            terminal.out().flush();
            return terminal.isStopped() ? Cli.STOPPED : Cli.DONE;
        }
    }
}
