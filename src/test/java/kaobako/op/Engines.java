package kaobako.op;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import kaobako.cl.Devices;
import kaobako.cl.Profiling;
import kaobako.exec.Engine;
import kaobako.graph.Target;
import kaobako.graph.Target.Family;

/** Engines on {@code -Dkaobako.device}, one for each family of kernels, opened once and left to the end of the test process. */
final class Engines {
    private static final Map<Family, Engine> SHARED = new EnumMap<>(Family.class);

    private Engines() {}

    /** Runs a check with the kernels of every family; a failure says with which. */
    static synchronized void forEachFamily(Consumer<Engine> check) {
        for (Family family : Family.values()) {
            try {
                check.accept(SHARED.computeIfAbsent(family, f -> open(f, Target.Choices.STANDARD)));
            } catch (AssertionError failure) {
                throw new AssertionError("family " + family + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** An engine of the caller's, with other tuning. */
    static synchronized Engine open(Family family, Target.Choices choices) {
        String before = System.getProperty("kaobako.family");
        System.setProperty("kaobako.family", family.name());
        try {
            return Engine.open(Devices.choose(System.getProperty("kaobako.device")), Profiling.OFF, choices);
        } finally {
            if (before == null) System.clearProperty("kaobako.family");
            else System.setProperty("kaobako.family", before);
        }
    }
}
