package kaobako.cli;

import java.util.concurrent.Callable;
import kaobako.generate.SelfTest;
import kaobako.studio.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a device's numbers. */
@Command(name = "selftest", mixinStandardHelpOptions = true,
        description = {"Checks a device's numbers against PyTorch's: a small network forward and backward, a sampler, noise.",
            "Done by itself before a device is first used. Exit code 0 if all is right, 2 if not."},
        footerHeading = "%nExamples:%n", footer = {"  kaobako selftest", "  kaobako selftest --device 1"})
final class SelfTestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DeviceOption device = new DeviceOption();

    SelfTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.unchecked(device.selector, terminal)) {
            terminal.out().println(session.deviceLabel());
            SelfTest.Result result = session.selfTest();
            for (SelfTest.Part part : result.parts()) terminal.out().println("  " + part);
            terminal.out().println(result.passed() ? "passed" : "failed: choose another device, or update this one's driver");
            terminal.out().flush();
            return result.passed() ? Cli.DONE : Cli.FIXABLE;
        }
    }
}
