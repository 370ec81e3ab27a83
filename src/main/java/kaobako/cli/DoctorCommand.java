package kaobako.cli;

import java.util.concurrent.Callable;
import kaobako.studio.Checkup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports on this computer. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = {"Reports version, devices, drivers, memory, self-test, folders and models, to paste into a question or a bug report.",
            "It holds no names: home folder and user are replaced. Exit code 0 if a device computes right numbers, 2 if not."},
        footerHeading = "%nExamples:%n", footer = {"  kaobako doctor", "  kaobako doctor --device 1 > report.txt"})
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DeviceOption device = new DeviceOption();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.say("looking at everything; the self-test may take a minute the first time");
        Checkup checkup = Checkup.run(device.selector, terminal);
        terminal.out().print(checkup.text());
        terminal.out().flush();
        return checkup.healthy() ? Cli.DONE : Cli.FIXABLE;
    }
}
