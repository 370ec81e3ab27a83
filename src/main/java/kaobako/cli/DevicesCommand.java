package kaobako.cli;

import java.util.concurrent.Callable;
import kaobako.studio.DeviceTable;
import picocli.CommandLine.Command;

/** Lists what can compute here. */
@Command(name = "devices", mixinStandardHelpOptions = true,
        description = "Lists the OpenCL devices; the star marks the one that is taken unless --device names another.",
        footerHeading = "%nExamples:%n", footer = {
            "  kaobako devices",
            "  kaobako generate --device 1 ...        the device with this number",
            "  kaobako generate --device nvidia ...   the device with this in its name, vendor or platform"})
final class DevicesCommand implements Callable<Integer> {
    private final Terminal terminal;

    DevicesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(DeviceTable.text());
        terminal.out().flush();
        return Cli.DONE;
    }
}
