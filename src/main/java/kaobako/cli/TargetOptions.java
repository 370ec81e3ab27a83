package kaobako.cli;

import java.nio.file.Path;
import kaobako.generate.GenerateConfig;
import kaobako.studio.PictureFiles;
import picocli.CommandLine.Option;

/** Where pictures go, and how large: the same in every command that draws. */
final class TargetOptions {
    @Option(names = "--out", paramLabel = "DIR", description = "folder for the pictures; made if need be")
    private Path out;

    @Option(names = "--grid", paramLabel = "FILE.png", description = "all pictures on one sheet")
    private Path grid;

    @Option(names = "--scale", paramLabel = "F", description = "save each pixel as F x F pixels; default 1")
    private Integer scale;

    @Option(names = "--no-metadata", description = "save pictures without their recipe")
    private boolean withoutMetadata;

    /** Throws UsageException where pictures would go nowhere. */
    void check() {
        if (out == null && grid == null) throw new UsageException("say where the pictures go: --out DIR, --grid FILE.png or both");
    }

    /**
     * The job of drawing to here.
     *
     * @param usualScale where none is given
     * @throws IllegalArgumentException for a scale out of its range
     */
    DrawJob job(Terminal terminal, DeviceOption device, GenerateConfig config, int usualScale) {
        return new DrawJob(terminal, device.selector, config, out, grid, scale == null ? usualScale : scale,
                withoutMetadata ? PictureFiles.Metadata.NONE : PictureFiles.Metadata.RECIPE);
    }
}
