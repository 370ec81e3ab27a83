package kaobako.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import kaobako.studio.Problem;
import kaobako.studio.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program from a terminal. */
@Command(name = "kaobako", mixinStandardHelpOptions = true, versionProvider = Cli.VersionText.class,
        description = "Draws random anime avatars with a DDPM, on any OpenCL device.",
        synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
            "  kaobako devices                                  what can compute here",
            "  kaobako generate --seed 42 --out faces",
            "                                                   one picture",
            "  kaobako generate --count 16 --out faces --grid faces/all.png",
            "                                                   sixteen and a sheet of them",
            "  kaobako doctor                                   a report of this computer for a question or a bug report",
            "  kaobako generate --help                          everything about drawing"})
public final class Cli implements Runnable {
    static final int DONE = 0;
    static final int BUG = 1;
    static final int FIXABLE = 2;
    static final int STOPPED = 130;

    /** Every command; a new one is one line here and its class. */
    private static final List<Function<Terminal, Object>> COMMANDS = List.of(
            GenerateCommand::new,
            WalkCommand::new,
            TrainCommand::new,
            EvaluateCommand::new,
            MergeCommand::new,
            DevicesCommand::new,
            SelfTestCommand::new,
            DoctorCommand::new,
            BenchCommand::new,
            TuneCommand::new);

    @Spec
    private CommandSpec spec;

    /** Runs one command line to its end and returns the exit code; never throws. */
    public static int run(String[] arguments, Terminal terminal) {
        CommandLine line = new CommandLine(new Cli());
        COMMANDS.forEach(command -> line.addSubcommand(command.apply(terminal)));
        line.setOut(terminal.out()).setErr(terminal.err()).setUsageHelpAutoWidth(true).setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.registerConverter(Path.class, Cli::path);
        for (Class<Long> type : List.of(long.class, Long.class)) line.registerConverter(type, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE));
        for (Class<Integer> type : List.of(int.class, Integer.class)) {
            line.registerConverter(type, text -> Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        }
        line.setParameterExceptionHandler((e, args) -> wrongUsage(e, terminal));
        line.setExecutionExceptionHandler((e, command, result) -> failed(e, terminal));
        line.getSubcommands().values().forEach(command -> command.getCommandSpec().versionProvider(new VersionText()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.isInteractive() ? Ansi.AUTO : Ansi.OFF));
        try {
            return line.execute(arguments);
        } catch (Error e) {
            // picocli hands on exceptions only
            return failed(e, terminal);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static Path path(String name) {
        if (name.isBlank()) throw new TypeConversionException("expected the name of a file or folder, found nothing");
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("this system cannot have a file of that name, or its locale cannot spell it (" + e.getReason()
                    + "); without a locale, LC_ALL=C.UTF-8 helps");
        }
    }

    private static long whole(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // said below, as of one that is out of its range
        }
        throw new TypeConversionException("expected a whole number from " + least + " to " + most + ", found " + text);
    }

    private static int wrongUsage(ParameterException e, Terminal terminal) {
        terminal.say(e.getMessage());
        terminal.say("try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return FIXABLE;
    }

    private static int failed(Throwable thrown, Terminal terminal) {
        if (thrown instanceof ParameterException e) return wrongUsage(e, terminal);
        if (thrown instanceof UsageException) {
            terminal.say(thrown.getMessage());
            return FIXABLE;
        }
        Problem problem = Problem.of(thrown);
        terminal.say(problem.sentence());
        if (!problem.details().isEmpty()) terminal.say("details for a bug report:\n" + problem.details());
        return switch (problem.kind()) {
            case FIXABLE -> FIXABLE;
            case BUG -> BUG;
            case CANCELLED -> STOPPED;
        };
    }

    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"kaobako " + Version.NUMBER};
        }
    }
}
