package kaobako.op;

import kaobako.exec.Engine;
import kaobako.graph.Target;
import kaobako.graph.Target.Family;
import kaobako.op.Conv2d.Geometry;

/**
 * What a process of {@link SecondOpinionTest} runs:
 * the kernels of the GPU family that share local memory, at small odd sizes, judged like the tests judge them.
 * Ends with {@link #DONE} if all results were right.
 */
final class KernelSample {
    static final String DONE = "all results agree";

    private KernelSample() {}

    /** {@code args[0]}: which part of the sample. */
    public static void main(String[] args) {
        try (Engine engine = Engines.open(Family.GPU, choice -> choice.name().equals("tile") ? 1 : small(choice))) {
            System.out.println(engine.queue().device());
            switch (args[0]) {
                case "convolution" -> {
                    Conv2dTest.check(engine, Geometry.SAME, 2, 9, 8, 20, 12);
                    Conv2dTest.check(engine, Geometry.HALVE, 1, 5, 4, 3, 5);
                }
                case "linear" -> LinearTest.check(engine, 2, 70, 132, 20);
                case "little" -> LinearTest.check(engine, 1, 3, 20, 4);
                case "norm" -> {
                    GroupNormTest.check(engine, 2, 35, 20, 5, 1);
                    GroupNormTest.check(engine, 1, 70, 33, 3, 0);
                }
                case "attention" -> {
                    AttentionTest.check(engine, 1, 35, 2, 8);
                    AttentionTest.check(engine, 1, 35, 1, 40);
                }
                case "sums" -> {
                    MseTest.check(engine, 7 * 5 * 3);
                    new OptimizerTest().check(engine);
                }
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
        System.out.println(DONE);
    }

    /** Two parts of every sum that may be cut, small groups. */
    private static int small(Target.Choice choice) {
        return switch (choice.name()) {
            case "parts", "chunks" -> 2;
            case "LANES" -> 32;
            case "ROWS" -> 8;
            default -> choice.standard();
        };
    }
}
