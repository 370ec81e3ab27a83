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
import kaobako.graph.Argument;
import kaobako.graph.Argument.Local;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Launches of the CPU family's attention, o [N,..,heads*d]: a work-item is a head of an image, or some of its queries. */
record AttentionCpu(Target target, Shape o, int heads) {
    /** Keys whose scores are in cache at a time: KEYS of the kernels. */
    private static final int KEYS = 128;
    /** Vectors of queries in a block, QV of the kernels; of heads too wide for local memory, one. */
    private static final int QUERY_VECTORS = 2;
    /** Keys and values are gathered where that takes no more than this (bytes): part of a second-level cache. */
    private static final long GATHERED = 64 << 10;
    /** What a core's scratch may take (bytes): half of a common second-level cache. */
    private static final long SCRATCH = 256 << 10;

    /** The launches, on a CPU with enough local memory for the heads, also on the way back. */
    static Optional<AttentionCpu> of(Target target, Shape o, int heads) {
        if (target.family() != Target.Family.CPU) return Optional.empty();
        AttentionCpu launches = new AttentionCpu(target, o, heads);
        boolean fits = launches.bytes(1, launches.numbersOfGradient()) <= target.localMemory();
        return fits ? Optional.of(launches) : Optional.empty();
    }

    /** Writes lse as well: its op has no launch of its own. */
    List<KernelCall> forward(Node node) {
        int numbers = 2 * depth() + KEYS;
        int vectors = vectors(numbers);
        int queriesPerItem = queriesPerItem(vectors * target.vectorWidth());
        return List.of(call("attention_cpu.cl", "attention_cpu", defines(vectors), ones(blocks(tokens(), queriesPerItem), heads, o.batch()),
                read(node.input(0)), write(node.input(1)), result(node.output()), new Local(bytes(vectors, numbers)),
                tokens(), heads, queriesPerItem));
    }

    /** Inputs qkv, lse, o, do. */
    List<KernelCall> gradient(Node node) {
        int rows = blocks(tokens(), 8) * 8;
        int vectors = vectors(numbersOfGradient());
        long scratch = bytes(vectors, numbersOfGradient());
        long sumsBytes = 2L * Float.BYTES * rows * padded();
        boolean local = scratch + sumsBytes <= Math.min(SCRATCH, target.localMemory());
        Argument sums = local ? new Local(sumsBytes) : write(Value.scratch("dkv", o.batch() * heads, 2, rows, padded()));
        Map<String, Object> defines = defines(vectors);
        if (!local) defines.put("SUMS_GLOBAL", 1);
        return List.of(call("attention_grad_cpu.cl", "attention_gradient_cpu", defines, ones(heads, o.batch()),
                read(node.input(0)), read(node.input(1)), read(node.input(2)), read(node.input(3)), result(node.output()),
                new Local(scratch), sums, tokens(), heads));
    }

    /** Numbers of a query in the gradient's scratch. */
    private int numbersOfGradient() {
        return 3 * depth() + 2 * KEYS + 2 * padded();
    }

    /** Vectors of queries whose scratch, of so many numbers a query, fits. */
    private int vectors(int numbers) {
        return bytes(QUERY_VECTORS, numbers) <= target.localMemory() ? QUERY_VECTORS : 1;
    }

    private long bytes(int vectors, int numbers) {
        return Float.BYTES * ((long) vectors * target.vectorWidth() * numbers + gathered());
    }

    private Map<String, Object> defines(int vectors) {
        Map<String, Object> defines = new HashMap<>(Map.of("VL", target.vectorWidth(), "D", depth(), "KEYS", KEYS, "QV", vectors));
        if (gathered() > 0) defines.put("COPY", 1);
        return defines;
    }

    /** Whole heads, unless there are too few to keep every core busy to the end. */
    private int queriesPerItem(int block) {
        int slices = blocks(4 * target.computeUnits(), o.batch() * heads);
        int standard = blocks(blocks(tokens(), slices), block);
        return block * target.choose("attention_cpu", o + "/" + heads, "blocksPerItem", standard, 1, 2, 4, 8, 16, 64);
    }

    /** Floats of a head's keys and values, if short rows make gathering them worth it. */
    private int gathered() {
        long floats = 2L * tokens() * depth();
        return depth() < 4 * target.vectorWidth() && floats * Float.BYTES <= Math.min(GATHERED, target.localMemory() / 2) ? (int) floats : 0;
    }

    private int depth() {
        return o.channels() / heads;
    }

    private int tokens() {
        return o.positions();
    }

    /** Channels of a head in whole vectors. */
    private int padded() {
        return blocks(depth(), target.vectorWidth()) * target.vectorWidth();
    }
}
