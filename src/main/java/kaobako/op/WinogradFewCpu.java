package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.ones;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.List;
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
    /** Input channels whose filters are transformed together: SOME of the kernel. */
    private static final int SOME = 4;

    /** The launches, where all tiles make up one register tile and what they need fits local memory. */
    static Optional<WinogradFewCpu> of(WinogradCpu usual) {
        WinogradFewCpu few = new WinogradFewCpu(usual);
        boolean suits = usual.tiles() <= usual.rows() && few.scratch() <= usual.target().localMemory();
        return suits ? Optional.of(few) : Optional.empty();
    }

    /** y = scale (x * w + addends). */
    List<KernelCall> forward(Node node, Set<Addend> addends, float scale) {
        int ci = usual.x().channels();
        int co = usual.co();
        int blocks = usual.blocks(co);
        Value g = Value.scratch("G", blocks, ci, FILTER, usual.panel());
        KernelCall pack = call(FILE, "winograd_pack", usual.defines(), ones(blocks, usual.runs(ci)),
                read(node.input(1)), write(g), ci, co).aside();
        return List.of(pack, call(FILE, "conv2d_winograd_few", usual.defines(), ones(Math.min(usual.target().computeUnits(), blocks)),
                read(node.input(0)), read(g), Addend.BIAS.argument(node, addends), Addend.PER_IMAGE.argument(node, addends),
                Addend.RESIDUAL.argument(node, addends), result(node.output(), Addend.RESIDUAL.of(node, addends)), new Local(scratch()),
                usual.x().batch(), usual.x().height(), usual.x().width(), ci, co, Addend.mask(addends), scale));
    }

    /** Bytes of local memory: windows, products of two kinds, some filters. */
    private long scratch() {
        int products = usual.rows() * usual.panel();
        return 4L * WinogradCpu.FREQUENCIES * (usual.rows() * usual.x().channels() + 2 * products + SOME * usual.panel());
    }
}
