package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.firstChannels;
import static kaobako.op.Launches.ones;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.readRest;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.graph.Argument.Local;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Launches of the CPU family's matrix products: the rows of {@code x}, of {@code ci} channels, become rows of {@code co} channels. */
record LinearCpu(Target target, Shape x, int ci, int co) {
    private static final String FILE = "linear_cpu.cl";
    private static final String GRADIENT_FILE = "linear_grad_cpu.cl";
    /** Rows that the weight gradient packs at a time: BLOCK of the kernel. */
    private static final int BLOCK = 64;
    /** What an item's rows should take (bytes): a part of a first-level cache that leaves room for a panel of weights. */
    private static final int RESIDENT = 12 << 10;

    /** y = scale (x w + addends). */
    List<KernelCall> forward(Node node, Set<Addend> addends, float scale) {
        return product(node, co, 1, addends, scale);
    }

    /** dx = dy w^T + addends: here x is dy, {@code ci} its channels and {@code co} those of dx. */
    List<KernelCall> inputGradient(Node node, Set<Addend> addends) {
        return product(node, 1, ci, addends, 1);
    }

    /** The strides say where in w the element of inner and outer channel lies. */
    private List<KernelCall> product(Node node, int innerStride, int outerStride, Set<Addend> addends, float scale) {
        int panels = blocks(co, panel());
        Value packed = Value.scratch("packed", panels, ci, panel());
        KernelCall pack = call(FILE, "pack_linear", tiles(), ones(panels), read(node.input(1)), write(packed),
                ci, co, innerStride, outerStride).aside();
        int rowsPerItem = rowsPerItem(panels);
        int panelsPerItem = blocks(panels, Math.max(1, target.computeUnits() / blocks(rows(), rowsPerItem)));
        Value source = node.input(0);
        return List.of(pack, call(FILE, "linear_cpu", defines(source), ones(blocks(rows(), rowsPerItem), blocks(panels, panelsPerItem)),
                read(source), readRest(source), read(packed), Addend.BIAS.argument(node, addends),
                Addend.PER_IMAGE.argument(node, addends), Addend.RESIDUAL.argument(node, addends), result(node.output()),
                rows(), x.positions(), ci, firstChannels(source), co, rowsPerItem, panelsPerItem, Addend.mask(addends), scale));
    }

    /** Rows that stay in L1, and a few items a core, so that a core that was interrupted holds up little. */
    private int rowsPerItem(int panels) {
        int tiles = blocks(rows(), rowTile());
        int resident = Math.max(4, Math.min(16, RESIDENT / (4 * ci * rowTile())));
        int standard = Math.max(1, Math.min(resident, blocks(tiles, 4 * target.computeUnits())));
        if (tiles < 2 * target.computeUnits() && panels >= target.computeUnits()) standard = tiles;
        return rowTile() * target.choose("linear_cpu", shape(), "tilesPerItem", standard, 4, 8, 16, 32);
    }

    /**
     * dw += x^T dy, and the third input, where there is one, += the sums of dy's rows; rows are cut into parts where the matrix is too small
     * to keep every core busy.
     */
    List<KernelCall> weightGradient(Node node) {
        int columns = Math.min(blocks(co, panel()), (int) (scratch() / 2 / (4 * BLOCK * panel())));
        int channels = Math.min(ci, fitting(columns));
        int standard = rows() >= 16 * BLOCK ? Launches.parts(4 * target.computeUnits(), 4L * ci * co) : 1;
        int parts = target.choose("linear_weight_gradient_cpu", shape(), "parts", standard, 1, 2, 4, 8);
        int rowsPerItem = blocks(blocks(rows(), parts), BLOCK) * BLOCK;
        parts = blocks(rows(), rowsPerItem);
        if (parts == 1) channels = Math.min(channels, blocks(blocks(ci, rowTile()), target.computeUnits()) * rowTile());
        Value sums = parts == 1 ? node.output() : Value.scratch("parts", parts, ci, co);
        Value db = node.inputs().size() > 2 ? node.input(2) : null;
        Value biasSums = db == null || parts == 1 ? db : Value.scratch("biasParts", parts, co);
        KernelCall gradient = call(GRADIENT_FILE, "linear_weight_gradient_cpu", defines(node.input(0)),
                ones(parts, blocks(ci, channels), blocks(blocks(co, panel()), columns)),
                read(node.input(0)), readRest(node.input(0)), read(node.input(1)), result(sums),
                biasSums == null ? read(node.input(0)) : result(biasSums), packedRows(channels), new Local(4L * BLOCK * columns * panel()),
                rows(), ci, firstChannels(node.input(0)), co, rowsPerItem, channels, columns, db == null ? 0 : 1);
        if (parts == 1) return List.of(gradient);
        KernelCall addWeights = ColumnSumCpu.addParts(target, sums, parts, node.output());
        return db == null ? List.of(gradient, addWeights)
                : List.of(gradient, addWeights, ColumnSumCpu.addParts(target, biasSums, parts, db));
    }

    /** The most input channels, in whole register tiles, whose packed rows fit local memory beside the columns'. */
    private int fitting(int columns) {
        long rest = scratch() - 4L * BLOCK * columns * panel();
        return Math.max(1, (int) (rest / (4L * BLOCK)) / rowTile()) * rowTile();
    }

    /** Bytes of local memory to use: half of a common second-level cache at most. */
    private long scratch() {
        return Math.min(target.localMemory(), 256 << 10);
    }

    private Local packedRows(int channels) {
        return new Local(4L * BLOCK * blocks(channels, rowTile()) * rowTile());
    }

    /** Those of {@link #tiles}, and whether a kernel reads its rows from two parts. */
    private Map<String, Object> defines(Value rows) {
        Map<String, Object> defines = new HashMap<>(tiles());
        if (firstChannels(rows) < ci) defines.put("JOINED", 1);
        return defines;
    }

    private Map<String, Object> tiles() {
        return Map.of("VL", vector(), "ROWS", rowTile(), "COLS", 2);
    }

    /** With two vectors a row, as many as the registers hold: 16 of AVX2 and below, 32 of AVX-512. */
    private int rowTile() {
        return vector() == 16 ? 12 : 6;
    }

    private int panel() {
        return 2 * vector();
    }

    private int vector() {
        return target.vectorWidth();
    }

    private int rows() {
        return x.rows();
    }

    private String shape() {
        return rows() + "x" + ci + "-" + co;
    }
}
