package kaobako.cli;

import java.nio.file.Path;
import java.util.Map;
import kaobako.store.Json;
import kaobako.train.TrainConfig;
import picocli.CommandLine.Option;

/** The network that a measurement is about. */
final class NetworkOption {
    @Option(names = "--config", paramLabel = "unet.json",
            description = "the network, a config.json of diffusers' UNet2DModel; by default the network that 'train' makes: 64x64, 5.5 million parameters")
    Path config;

    /** A config.json's content. */
    Map<String, Object> read() {
        return config == null ? TrainConfig.standard().network() : Json.object(config);
    }
}
