package kaobako.cli;

import picocli.CommandLine.Option;

/** The choice of a device, the same in every command. */
final class DeviceOption {
    @Option(names = "--device", paramLabel = "D",
            description = "a number from 'kaobako devices' or a part of a name; by default the fastest kind: "
                + "discrete GPU, integrated GPU, CPU")
    String selector;
}
