package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.ones;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.HashMap;
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
 * Launches of the Winograd F(4x4, 3x3) kernels of the CPU family: a 3x3 convolution with stride 1 of x [N,H,W,CI] to {@code co} channels.
 * A work-item is one core's block of tiles with a scratch that stays in its second-level cache.
 *
 * @param repeated whether the convolution is {@link Conv2d.Geometry#REPEATED}
 * @param vector floats in a vector: the widest of the device's that divides both channel counts
 */
record WinogradCpu(Target target, Shape x, int co, boolean repeated, int vector) {
    private static final String FILE = "conv2d_winograd_cpu.cl";
    private static final String GRADIENT_FILE = "conv2d_winograd_grad_cpu.cl";
    static final int FREQUENCIES = 36;
    private static final int TILE = 4;
    /** Channels that are multiplied and summed on their own: longer sums round too much for the transforms' constants. */
    static final int PRODUCT_CHUNK = 64;
    /** Input channels whose filters are prepared together: RUN of the kernels. */
    static final int RUN = 8;
    /** Channels in a chunk of the weight gradient's local memory: CHUNK of its kernels. */
    private static final int CHUNK = 32;
    /** Tiles in a group of the weight gradient's local memory: GROUP of the kernels. */
    private static final int GROUP = 8;
    /** Vectors of output channels in a register tile: KV of the kernels. */
    private static final int COLUMNS = 2;
    /** Tiles, or input channels, in a register tile: RT and RC of the kernels; where there are 32 registers, and where there are 16. */
    private static final int MANY_ROWS = 8;
    private static final int ROWS = 4;
    /** Tiles of a work-item of the convolution, where every core gets one: with more, less of them stays in the first-level cache. */
    private static final int TILES = 8;
    /** For so many, reading the filters takes a good part of a convolution's time. */
    private static final int FEW_PICTURES = 2;
    /** Transformed filters of this size (bytes) and more come from memory for every work-item, which therefore gets more tiles. */
    private static final long LARGE_FILTERS = 6L << 20;
    private static final int TILES_OF_LARGE = 32;
    /**
     * Of pictures of at most so many tiles few work-items read the filters. They get fewer tiles, so that the windows of more channels have
     * room and results are added up less often: at 8x8 pixels and 256 channels one picture takes 0.85 of the time, 16 take 0.93.
     */
    private static final int SMALL_PICTURE = 4;
    private static final int TILES_OF_SMALL = 16;
    /** Windows and output gradients up to this size (bytes) are written out whole: what the cores' own caches hold, or nearly. */
    private static final long WHOLE = 2L << 20;

    /** The launches, where these kernels can run: on a CPU, with channel counts in whole vectors and enough local memory. */
    static Optional<WinogradCpu> of(Target target, Conv2d.Geometry geometry, Shape x, int co) {
        if (target.family() != Target.Family.CPU || geometry.stride != 1) return Optional.empty();
        int vector = target.vectorWidth();
        while (vector >= 4 && (x.channels() % vector != 0 || co % vector != 0)) vector /= 2;
        WinogradCpu launches = new WinogradCpu(target, x, co, geometry == Conv2d.Geometry.REPEATED, vector);
        boolean fits = vector >= 4 && launches.scratch(launches.rows()) <= target.localMemory();
        return fits ? Optional.of(launches) : Optional.empty();
    }

    /** y = scale (x * w + addends). */
    List<KernelCall> forward(Node node, Set<Addend> addends, float scale) {
        Optional<WinogradFewCpu> few = WinogradFewCpu.of(this);
        if (few.isPresent()) return few.get().forward(node, addends, scale);
        Value u = Value.scratch("U", panels(co), FREQUENCIES, x.channels(), panel());
        KernelCall filter = call(FILE, "winograd_filter", defines(), ones(panels(co), runs(x.channels())),
                read(node.input(1)), write(u), new Local(filters()), x.channels(), co).aside();
        return List.of(filter, convolve(node, u, addends, scale));
    }

    /** dx = dy * flipped w + addends; here x is dy and {@code co} the channels of dx. */
    List<KernelCall> inputGradient(Node node, Set<Addend> addends) {
        Optional<WinogradFewCpu> few = WinogradFewCpu.of(this);
        if (few.isPresent()) return few.get().inputGradient(node, addends);
        Value u = Value.scratch("U", panels(co), FREQUENCIES, x.channels(), panel());
        KernelCall filter = call(FILE, "winograd_filter_flipped", defines(), ones(panels(co), x.channels() / vector),
                read(node.input(1)), write(u), new Local(filters() + 9L * vector * vector * Float.BYTES), co, x.channels()).aside();
        return List.of(filter, convolve(node, u, addends, 1));
    }

    /** Bytes of local memory for the transformed filters of a run of channels. */
    private long filters() {
        return 4L * FREQUENCIES * RUN * panel();
    }

    private KernelCall convolve(Node node, Value u, Set<Addend> addends, float scale) {
        int tiles = tilesAWorkItem();
        int slices = target.choose("conv2d_winograd", shape(), "slices", standardSlices(tiles), 1, 2, 4);
        Map<String, Object> defines = new HashMap<>(defines());
        if (target.choose("conv2d_winograd", shape(), "FETCH", 1, 0) == 0) defines.put("FETCH", 0);
        if (x.batch() <= FEW_PICTURES || largeFilters()) defines.put("STREAMED", (largeFilters() ? 8 : 4) * vector);
        if (blocks(tiles(), tiles) <= target.computeUnits()) defines.put("ALONE", 1);
        return call(FILE, "conv2d_winograd", defines, ones(blocks(tiles(), tiles), Math.min(slices, panels(co))),
                read(node.input(0)), read(u), Addend.BIAS.argument(node, addends), Addend.PER_IMAGE.argument(node, addends),
                Addend.RESIDUAL.argument(node, addends), result(node.output(), Addend.RESIDUAL.of(node, addends)), new Local(scratch(tiles)),
                x.batch(), x.height(), x.width(), x.channels(), co, tiles, Addend.mask(addends), scale);
    }

    private int tilesAWorkItem() {
        int rows = rows();
        int standard = blocks(tiles(), TILES) >= target.computeUnits() ? TILES : rows;
        if (largeFilters()) standard = Math.min(tilesOfLarge(), blocks(tiles(), rows) * rows);
        int tiles = target.choose("conv2d_winograd", shape(), "TB", standard, rows, 2 * rows, 3 * rows, 4 * rows);
        while (tiles > rows && scratch(tiles) > target.localMemory()) tiles -= rows;
        return tiles;
    }

    /**
     * Input channels that are multiplied at once, in whole chunks: as many as leave room for a work-item's windows. It decides the order of
     * sums and therefore does not depend on how many pictures there are.
     */
    int range() {
        int tiles = largeFilters() ? tilesOfLarge() : mostRows();
        int chunks = blocks(x.channels(), PRODUCT_CHUNK);
        int most = chunks;
        while (most > 1 && scratch(tiles, most) > target.localMemory()) most--;
        return Math.min(x.channels(), blocks(chunks, blocks(chunks, most)) * PRODUCT_CHUNK);
    }

    private boolean largeFilters() {
        return 4L * FREQUENCIES * x.channels() * padded(co) >= LARGE_FILTERS;
    }

    private int tilesOfLarge() {
        return tilesOfAPicture() <= SMALL_PICTURE ? TILES_OF_SMALL : TILES_OF_LARGE;
    }

    /** Every slice transforms the windows anew, so there are only as many as give each core work. */
    private int standardSlices(int tilesAWorkItem) {
        return Math.max(1, target.computeUnits() / blocks(tiles(), tilesAWorkItem));
    }

    /** dw += x^T * dy, and the third input, where there is one, += the sums of dy's pixels. */
    List<KernelCall> weightGradient(Node node) {
        long windows = 4L * FREQUENCIES * tiles() * (padded(x.channels()) + padded(co));
        int whole = target.choose("winograd_weight_gradient", shape(), "whole", windows <= WHOLE ? 1 : 0, 0, 1);
        return whole == 1 && sums(panel(), panel()) <= target.localMemory() ? wholeGradient(node) : streamedGradient(node);
    }

    private List<KernelCall> wholeGradient(Node node) {
        int ci = x.channels();
        int rows = target.choose("winograd_weight_gradient", shape(), "BI", panel(), 2 * panel());
        int columns = target.choose("winograd_weight_gradient", shape(), "BO", 2 * panel(), panel());
        if (sums(rows, columns) > target.localMemory()) rows = panel();
        if (sums(rows, columns) > target.localMemory()) columns = panel();
        Value v = Value.scratch("V", padded(ci), FREQUENCIES, tiles() | 1);
        Value d = Value.scratch("D", padded(co), FREQUENCIES, tiles() | 1);
        int share = target.choose("winograd_windows", shape(), "TB", 1, 2, 4);
        return List.of(
                call(GRADIENT_FILE, "winograd_windows", gradientDefines(), ones(blocks(tiles(), share)),
                        read(node.input(0)), read(node.input(1)), write(v), write(d),
                        x.batch(), x.height(), x.width(), ci, co, share).aside(),
                call(GRADIENT_FILE, "winograd_weight_gradient", gradientDefines(), ones(blocks(ci, rows), blocks(co, columns)),
                        read(v), read(d), result(node.output()), bias(node), new Local(sums(rows, columns)),
                        tiles(), ci, co, rows, columns, hasBias(node)));
    }

    private List<KernelCall> streamedGradient(Node node) {
        int ci = x.channels();
        int rows = evenly(ci, target.choose("winograd_accumulate", shape(), "BI", 96, 32, 64));
        int columns = evenly(co, target.choose("winograd_accumulate", shape(), "BO", 64, 32));
        // chunks that end within a row of tiles take up to a tenth longer
        int chunkStandard = blocks(x.width(), TILE) % 16 == 0 ? 16 : 24;
        int chunk = target.choose("winograd_accumulate", shape(), "TB", chunkStandard, 8, 16, 24, 32);
        while (chunk > GROUP && accumulator(rows, columns, chunk) > target.localMemory()) chunk -= GROUP;
        while (rows > panel() && accumulator(rows, columns, chunk) > target.localMemory()) rows -= panel();
        if (accumulator(rows, columns, chunk) > target.localMemory()) columns = panel();
        int standard = blocks(target.computeUnits(), blocks(ci, rows) * blocks(co, columns));
        int shares = Math.min(blocks(tiles(), chunk), target.choose("winograd_accumulate", shape(), "shares", standard, 1, 2, 4));
        Value sums = Value.scratch("dU", shares, blocks(ci, rows) * rows, blocks(co, columns) * columns, FREQUENCIES);
        Value biases = Value.scratch("biases", shares, co);
        boolean alone = shares == 1;
        KernelCall accumulate = call(GRADIENT_FILE, "winograd_accumulate", gradientDefines(), ones(blocks(ci, rows), blocks(co, columns), shares),
                read(node.input(0)), read(node.input(1)), write(sums), write(biases),
                alone ? result(node.output()) : read(node.input(0)), alone ? bias(node) : read(node.input(0)),
                new Local(accumulator(rows, columns, chunk)),
                x.batch(), x.height(), x.width(), ci, co, rows, columns, chunk, hasBias(node));
        if (alone) return List.of(accumulate);
        return List.of(accumulate,
                call(GRADIENT_FILE, "winograd_sum", gradientDefines(), ones(blocks(ci, rows), blocks(co, columns), rows),
                        read(sums), read(biases), result(node.output()), bias(node), ci, co, rows, columns, shares, hasBias(node)).aside());
    }

    /** The bias's gradient; an absent one is bound to x, which the kernels leave alone. */
    private static Argument bias(Node node) {
        return hasBias(node) == 1 ? result(node.input(2)) : read(node.input(0));
    }

    private static int hasBias(Node node) {
        return node.inputs().size() > 2 ? 1 : 0;
    }

    /** Bytes of local memory for the windows and products of this many tiles. */
    private long scratch(int tiles) {
        return scratch(tiles, blocks(range(), PRODUCT_CHUNK));
    }

    private long scratch(int tiles, int chunks) {
        return 4L * FREQUENCIES * tiles * (chunks * (PRODUCT_CHUNK + vector) + panel());
    }

    private static long sums(int rows, int columns) {
        return 4L * FREQUENCIES * rows * columns;
    }

    private long accumulator(int rows, int columns, int tiles) {
        int chunks = blocks(rows, CHUNK) + blocks(columns, CHUNK);
        return 4L * FREQUENCIES * chunks * blocks(tiles, GROUP) * (GROUP * CHUNK + vector);
    }

    Map<String, Object> defines() {
        return Map.of("VL", vector, "RT", rows(), "KV", COLUMNS, "CHUNK", PRODUCT_CHUNK, "REPEATED", repeated ? 1 : 0,
                "CR", range() < x.channels() ? range() : 0);
    }

    private Map<String, Object> gradientDefines() {
        return Map.of("VL", vector, "RC", mostRows(), "KV", COLUMNS, "CHUNK", CHUNK, "REPEATED", repeated ? 1 : 0);
    }

    /** More tiles than there are would be multiplied for nothing. */
    private int rows() {
        return tiles() >= mostRows() ? mostRows() : ROWS;
    }

    private int mostRows() {
        return manyRegisters() ? MANY_ROWS : ROWS;
    }

    /** 32, with AVX-512; otherwise 16 are reckoned with. */
    boolean manyRegisters() {
        return vector == 16;
    }

    /** Channels that one register tile covers: KC of the kernels. */
    private int panel() {
        return COLUMNS * vector;
    }

    /** Whole panels, at most about {@code most} channels, that cover the channels in equal parts. */
    private int evenly(int channels, int most) {
        return padded(blocks(channels, blocks(channels, most)));
    }

    private int panels(int channels) {
        return blocks(channels, panel());
    }

    /** Runs of input channels whose filters are prepared together. */
    int runs(int channels) {
        return blocks(channels, RUN);
    }

    private int padded(int channels) {
        return panels(channels) * panel();
    }

    int tiles() {
        return x.batch() * tilesOfAPicture();
    }

    private int tilesOfAPicture() {
        return blocks(x.height(), TILE) * blocks(x.width(), TILE);
    }

    private String shape() {
        return x + "-" + co;
    }
}
