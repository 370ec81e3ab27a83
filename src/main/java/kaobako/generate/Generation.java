package kaobako.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kaobako.diffusion.SeedMix;

/**
 * A job under way: call {@link #step} until it returns false, interleaved with whatever else the device has to do; to cancel, stop
 * calling and close. Borrows a canvas from its {@link Generator} until closed. Owner: whoever began it. GPU thread only.
 */
public final class Generation implements AutoCloseable {
    private final Generator generator;
    private final List<SeedMix> seeds;
    private final Drawing drawing;
    private final List<Picture> pictures = new ArrayList<>();
    private Canvas canvas;
    private int stage;
    private int stepsDone;
    private boolean previewWanted;
    private boolean previewUnderWay;
    /** A step has begun and not ended: it failed, and the device may be lost. */
    private boolean broken;

    Generation(Generator generator, Canvas canvas, List<SeedMix> seeds, Drawing drawing) {
        this.generator = generator;
        this.canvas = canvas;
        this.seeds = seeds;
        this.drawing = drawing;
    }

    /** The settings in force. */
    public Drawing drawing() {
        return drawing;
    }

    /** Pictures drawn at once. */
    public int batch() {
        return canvas.size().batch();
    }

    /** How many numbers make a picture: H x W x C. */
    public int numbers() {
        return drawing.width() * drawing.height() * generator.channels();
    }

    /** How many calls of {@link #step} draw everything. */
    public int steps() {
        int chunks = (seeds.size() + batch() - 1) / batch();
        return chunks * drawing.stages().size();
    }

    public int stepsDone() {
        return stepsDone;
    }

    /**
     * Draws one stage of one batch: queues it and waits for the stage before, so a step takes as long as the device needs for one
     * stage. The last stage of a batch also reads its pictures. False once everything is drawn.
     */
    public boolean step() {
        if (pictures.size() == seeds.size()) return false;
        List<SeedMix> chunk = chunk(pictures.size());
        broken = true;
        if (stage == 0) canvas.begin(chunk);
        canvas.run(drawing.stages().get(stage++));
        stepsDone++;
        if (previewWanted) {
            canvas.startPreview();
            previewWanted = false;
            previewUnderWay = true;
        }
        if (stage == drawing.stages().size()) {
            collect(chunk, canvas.pictures()).forEach(pictures::add);
            previewUnderWay = false;
            stage = 0;
        }
        broken = false;
        return pictures.size() < seeds.size();
    }

    /** How many pictures are finished. */
    public int drawn() {
        return pictures.size();
    }

    /** The pictures finished so far, in the order of the seeds. */
    public List<Picture> pictures() {
        return List.copyOf(pictures);
    }

    /** Asks the next step to show what it expects the pictures of its batch to become. */
    public void wantPreview() {
        previewWanted = !previewUnderWay;
    }

    /** What {@link #wantPreview} asked for, once, when it has arrived; never waits. */
    public Optional<List<Picture>> preview() {
        if (!previewUnderWay || !canvas.previewArrived()) return Optional.empty();
        previewUnderWay = false;
        List<SeedMix> chunk = chunk(pictures.size());
        return Optional.of(collect(chunk, canvas.preview()));
    }

    /**
     * A batch between two steps.
     *
     * @param noisy     x_t
     * @param predicted what the last step expected the pictures to become
     * @param norms     the length of each x_t as a vector of all its numbers, before it was cut to what pictures can show
     */
    public record Moment(List<Picture> noisy, List<Picture> predicted, List<Double> norms) {}

    /** Waits, and shows the batch as the last step left it. A preview that is under way is dropped. */
    public Moment moment() {
        if (stepsDone == 0) throw new IllegalStateException("There is nothing to show before the first step");
        if (previewUnderWay) canvas.preview();
        previewUnderWay = false;
        List<SeedMix> chunk = stage > 0 ? chunk(pictures.size()) : chunk((pictures.size() - 1) / batch() * batch());
        List<Picture> noisy = collect(chunk, canvas.pictures());
        List<Double> norms = norms(chunk.size());
        canvas.startPreview();
        return new Moment(noisy, collect(chunk, canvas.preview()), norms);
    }

    private List<Double> norms(int pictures) {
        float[] x = canvas.x();
        int elements = x.length / batch();
        List<Double> norms = new ArrayList<>();
        for (int n = 0; n < pictures; n++) {
            double squares = 0;
            for (int i = n * elements; i < (n + 1) * elements; i++) squares += (double) x[i] * x[i];
            norms.add(Math.sqrt(squares));
        }
        return norms;
    }

    private List<SeedMix> chunk(int first) {
        return seeds.subList(first, Math.min(seeds.size(), first + batch()));
    }

    private List<Picture> collect(List<SeedMix> chunk, byte[] values) {
        int pixels = drawing.width() * drawing.height();
        List<Picture> made = new ArrayList<>();
        for (int n = 0; n < chunk.size(); n++) {
            made.add(new Picture(chunk.get(n), drawing.width(), drawing.height(), rgb(values, n * pixels, pixels)));
        }
        return made;
    }

    /** Grey becomes three equal colours. */
    private byte[] rgb(byte[] values, int firstPixel, int pixels) {
        int channels = generator.channels();
        byte[] rgb = new byte[pixels * 3];
        for (int i = 0; i < rgb.length; i++) rgb[i] = values[(firstPixel + i / 3) * channels + i % 3 % channels];
        return rgb;
    }

    Canvas canvas() {
        return canvas;
    }

    /** Gives the canvas back; what was not finished is lost. */
    @Override
    public void close() {
        if (canvas == null) return;
        if (broken) canvas.close();
        else generator.giveBack(canvas);
        canvas = null;
    }
}
