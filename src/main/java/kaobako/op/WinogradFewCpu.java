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
import kaobako.graph.Argument.Local;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Value;

/**
 * Launches of the Winograd convolution for so few tiles (a picture of 8x8 pixels has four) that reading its transformed filters would take
 * longer than multiplying by them: the filters are kept as they are and transformed on the way. The same bits as {@link WinogradCpu}.
 */
record WinogradFewCpu(WinogradCpu usual) {
    private static final String FILE = "conv2d_winograd_few_cpu.cl";
    private static final int FILTER = 9;
    /** Tiles in a register tile: RT of the kernel. */
    private static final int ROWS = 4;
    /** Where there are 16 registers: vectors of output channels in a register tile, and input channels whose filters are transformed together. */
    private static final int COLUMNS = 2;
    private static final int SOME = 4;
    /** For 64 tiles (32x32 pixels) reading the transformed filters is 3 % of a network's time quicker, for 16 it is 3 % slower. */
    private static final int FEW = 16;

    /** The launches, where there are few tiles and what they need fits local memory. */
    static Optional<WinogradFewCpu> of(WinogradCpu usual) {
        WinogradFewCpu few = new WinogradFewCpu(usual);
        boolean suits = usual.tiles() <= FEW && few.scratch() <= usual.target().localMemory();
        return suits ? Optional.of(few) : Optional.empty();
    }

    /** y = scale (x * w + addends). */
    List<KernelCall> forward(Node node, Set<Addend> addends, float scale) {
        Value g = filters();
        KernelCall pack = call(FILE, "winograd_pack", defines(), ones(panels(), usual.runs(usual.x().channels())),
                read(node.input(1)), write(g), usual.x().channels(), usual.co()).aside();
        return List.of(pack, convolve(node, g, addends, scale));
    }

    /** dx = dy * flipped w + addends; here x is dy and {@code co} the channels of dx. */
    List<KernelCall> inputGradient(Node node, Set<Addend> addends) {
        Value g = filters();
        KernelCall pack = call(FILE, "winograd_pack_flipped", defines(), ones(panels(), usual.x().channels() / usual.vector()),
                read(node.input(1)), write(g), new Local(4L * WinogradCpu.RUN * usual.vector()), usual.co(), usual.x().channels()).aside();
        return List.of(pack, convolve(node, g, addends, 1));
    }

    private Value filters() {
        return Value.scratch("G", panels(), usual.x().channels(), FILTER, panel());
    }

    private KernelCall convolve(Node node, Value g, Set<Addend> addends, float scale) {
        int parts = blocks(usual.tiles(), tilesAWorkItem());
        int slices = Math.min(Math.max(1, usual.target().computeUnits() / parts), panels());
        return call(FILE, "conv2d_winograd_few", defines(), ones(parts, slices),
                read(node.input(0)), read(g), Addend.BIAS.argument(node, addends), Addend.PER_IMAGE.argument(node, addends),
                Addend.RESIDUAL.argument(node, addends), result(node.output(), Addend.RESIDUAL.of(node, addends)), new Local(scratch()),
                usual.x().batch(), usual.x().height(), usual.x().width(), usual.x().channels(), usual.co(), tilesAWorkItem(), held(),
                Addend.mask(addends), scale);
    }

    /** Whole register tiles, an equal share for each core; only where there are fewer of them are output channels shared. */
    private int tilesAWorkItem() {
        int groups = blocks(usual.tiles(), ROWS);
        return blocks(groups, Math.min(groups, usual.target().computeUnits())) * ROWS;
    }

    private Map<String, Object> defines() {
        Map<String, Object> defines = new HashMap<>(usual.defines());
        defines.put("RT", ROWS);
        defines.put("KV", columns());
        return defines;
    }

    /** Vectors of output channels in a register tile; with 32 registers six frequencies are in one, too. */
    private int columns() {
        return usual.manyRegisters() ? 1 : COLUMNS;
    }

    private int panels() {
        return blocks(usual.co(), panel());
    }

    private int panel() {
        return columns() * usual.vector();
    }

    /** Input channels whose windows are in local memory at once: all, or as many as are summed at once. */
    private int held() {
        return scratch(usual.x().channels()) <= usual.target().localMemory() ? usual.x().channels() : usual.range();
    }

    private long scratch() {
        return scratch(held());
    }

    /** Bytes of local memory: windows, products; with 16 registers products of a second kind and some filters, too. */
    private long scratch(int held) {
        int rows = tilesAWorkItem();
        int channels = blocks(held, WinogradCpu.PRODUCT_CHUNK) * WinogradCpu.PRODUCT_CHUNK;
        int floats = rows * (channels + panel()) + (usual.manyRegisters() ? 0 : panel() * (SOME + rows));
        return 4L * WinogradCpu.FREQUENCIES * floats;
    }
}
