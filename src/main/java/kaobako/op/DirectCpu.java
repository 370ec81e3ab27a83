package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.ones;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kaobako.graph.Argument;
import kaobako.graph.Argument.Local;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Launches of the direct 3x3 kernels of the CPU family, for the convolutions that Winograd's do not take: stride 2, RGB, odd channels.
 * A work-item packs the window of part of a row of the result.
 *
 * @param x the shape of the convolution's input
 * @param y the shape of its result
 */
record DirectCpu(Target target, Conv2d.Geometry geometry, Shape x, Shape y) {
    private static final String FILE = "conv2d_direct_cpu.cl";
    private static final String GRADIENT_FILE = "conv2d_direct_grad_cpu.cl";
    /** Pixels (or window values) in a register tile: RT of the kernels. */
    private static final int ROWS = 4;
    /** Vectors of window values in a register tile of the thin weight gradient: WIDE of the kernels. */
    private static final int WIDE = 4;
    /** Channel counts below this take the thin kernels. */
    private static final int NARROWEST = 4;
    /** Rows of pixels for which a thin work-item prepares its weights. */
    private static final int THIN_ROWS = 4;
    /** Pixels of a row that a work-item packs at most. */
    private static final int SEGMENT = 32;
    /** Pixels that a work-item of the weight gradient takes at a time. */
    private static final int CHUNK = 64;

    /** The launches, on a CPU. */
    static Optional<DirectCpu> of(Target target, Conv2d.Geometry geometry, Shape x, Shape y) {
        DirectCpu launches = new DirectCpu(target, geometry, x, y);
        int channels = Math.max(x.channels(), y.channels());
        long least = window(3, 1, 2, channels) + launches.thinWeights(channels, NARROWEST - 1);
        boolean fits = target.family() == Target.Family.CPU && target.vectorWidth() >= NARROWEST
                && Math.max(least, launches.chunk(1, 1)) <= target.localMemory();
        return fits ? Optional.of(launches) : Optional.empty();
    }

    /** y = scale (x * w + addends). */
    List<KernelCall> forward(Node node, Set<Addend> addends, float scale) {
        return List.of(convolve(node, read(node.input(1)), x, y, geometry.stride, geometry.before, addends, scale));
    }

    /** dx = dy * flipped w + addends. */
    List<KernelCall> inputGradient(Node node, Set<Addend> addends) {
        int ci = x.channels();
        int co = y.channels();
        Value flipped = Value.scratch("flipped", 3, 3, co, ci);
        KernelCall flip = call(GRADIENT_FILE, "conv2d_flip", tile(ci), ones(9, co), read(node.input(1)), write(flipped), ci, co).aside();
        if (geometry.stride == 1) {
            return List.of(flip, convolve(node, read(flipped), y, x, 1, 2 - geometry.before, addends, 1));
        }
        int segment = segment((x.width() + 1) / 2, co, 1, 0);
        return List.of(flip, call(GRADIENT_FILE, "conv2d_direct_input_gradient", tile(ci),
                ones(blocks((x.width() + 1) / 2, segment), x.height(), x.batch()),
                read(node.input(0)), read(flipped), Addend.RESIDUAL.argument(node, addends), result(node.output()),
                new Local(4L * 2 * (segment + 2) * co), x.height(), x.width(), ci, y.height(), y.width(), co,
                geometry.before, segment, Addend.mask(addends)));
    }

    /** Whether the gradient of x has a kernel: with stride 2 it needs a vector of channels. */
    boolean hasInputGradient() {
        return geometry.stride == 1 || x.channels() >= NARROWEST;
    }

    private KernelCall convolve(Node node, Argument w, Shape from, Shape to, int stride, int pad, Set<Addend> addends, float scale) {
        int ci = from.channels();
        int co = to.channels();
        long weights = co < NARROWEST ? thinWeights(ci, co) : 0;
        int segment = segment(to.width(), ci, stride, weights);
        Argument bias = Addend.BIAS.argument(node, addends);
        Argument perImage = Addend.PER_IMAGE.argument(node, addends);
        Argument residual = Addend.RESIDUAL.argument(node, addends);
        if (co < NARROWEST) {
            return call(FILE, "conv2d_direct_thin", thin(co),
                    ones(blocks(to.width(), segment), blocks(to.height(), THIN_ROWS), to.batch()),
                    read(node.input(0)), w, bias, perImage, residual, result(node.output()),
                    new Local(window(3, segment, stride, ci) + weights), from.height(), from.width(), ci,
                    to.height(), to.width(), stride, pad, segment, THIN_ROWS, Addend.mask(addends), scale);
        }
        return call(FILE, "conv2d_direct", tile(co), ones(blocks(to.width(), segment), to.height(), to.batch()),
                read(node.input(0)), w, bias, perImage, residual, result(node.output()),
                new Local(window(3, segment, stride, ci)), from.height(), from.width(), ci,
                to.height(), to.width(), co, stride, pad, segment, Addend.mask(addends), scale);
    }

    /** dw += x^T * dy. */
    List<KernelCall> weightGradient(Node node) {
        int ci = x.channels();
        int co = y.channels();
        int segment = Math.min(y.width(), CHUNK);
        int rows = Math.min(y.height(), Math.max(1, CHUNK / segment / 2));
        while (rows > 1 && chunk(rows, segment) > target.localMemory()) rows--;
        while (segment > 1 && chunk(rows, segment) > target.localMemory()) segment /= 2;
        int chunks = y.batch() * blocks(y.height(), rows) * blocks(y.width(), segment);
        int shares = Math.min(chunks, Launches.parts(2 * target.computeUnits(), 4L * 9 * ci * co));
        boolean thin = co < NARROWEST;
        Map<String, Object> defines = thin ? thin(co) : tile(co);
        Value sums = Value.scratch("sums", shares, 3, thin ? co : roundUp(3 * ci, ROWS),
                thin ? roundUp(3 * ci, WIDE * target.vectorWidth()) : roundUp(co, columns(co)));
        return List.of(
                call(GRADIENT_FILE, thin ? "conv2d_thin_weight_gradient" : "conv2d_direct_weight_gradient", defines, ones(shares),
                        read(node.input(0)), read(node.input(1)), write(sums), new Local(chunk(rows, segment)),
                        x.batch(), x.height(), x.width(), ci, y.height(), y.width(), co,
                        geometry.stride, geometry.before, rows, segment),
                call(GRADIENT_FILE, thin ? "conv2d_thin_sum" : "conv2d_direct_sum", defines, thin ? ones(3) : ones(3 * ci, 3),
                        read(sums), result(node.output()), ci, co, shares).aside());
    }

    /** Bytes of a window of this many rows under {@code pixels} results of a row. */
    private static long window(int rows, int pixels, int stride, int channels) {
        return 4L * rows * ((pixels - 1) * stride + 3) * channels;
    }

    /** Bytes of local memory of the weight gradient. */
    private long chunk(int rows, int pixels) {
        int co = y.channels();
        int beside = co < NARROWEST ? WIDE * target.vectorWidth() : ROWS + rows * pixels * roundUp(co, columns(co));
        return window((rows - 1) * geometry.stride + 3, pixels, geometry.stride, x.channels()) + 4L * beside;
    }

    /** Bytes of local memory of the thin kernel's weights. */
    private long thinWeights(int ci, int co) {
        return 4L * (target.vectorWidth() + 3L * co * roundUp(3 * ci, target.vectorWidth()));
    }

    /**
     * Pixels of a row of {@code width} that a work-item takes; their window fills at most half of the local memory and what {@code beside}
     * (bytes) leaves, or is one pixel's.
     */
    private int segment(int width, int channels, int stride, long beside) {
        long room = Math.min(target.localMemory() / 2, target.localMemory() - beside);
        int segment = Math.min(width, SEGMENT);
        while (segment > 1 && window(3, segment, stride, channels) > room) segment /= 2;
        return segment;
    }

    private Map<String, Object> tile(int channels) {
        return Map.of("VL", vector(channels), "RT", ROWS, "KV", columns(channels) / vector(channels));
    }

    private Map<String, Object> thin(int channels) {
        return Map.of("VL", target.vectorWidth(), "RT", ROWS, "THIN", channels);
    }

    /** Channels of a register tile, KC of the kernels: two vectors where there are as many. */
    private int columns(int channels) {
        int vector = vector(channels);
        return channels >= 2 * vector ? 2 * vector : vector;
    }

    /** The widest vector that the channels fill. */
    private int vector(int channels) {
        int vector = target.vectorWidth();
        while (vector > NARROWEST && vector > channels) vector /= 2;
        return vector;
    }

    private static int roundUp(int value, int to) {
        return blocks(value, to) * to;
    }
}
