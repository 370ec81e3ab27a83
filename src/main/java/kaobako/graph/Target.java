package kaobako.graph;

import java.util.List;

/**
 * What an op may know of the device when it chooses kernels: facts and tuned numbers, no handle.
 *
 * @param vectorWidth floats in one natural vector of a CPU (8 for AVX2, 16 for AVX-512, 4 for NEON); read for the CPU family alone
 * @param computeUnits cores, or multiprocessors, that a plan has to itself
 * @param localMemory bytes of local memory a work-group may use
 * @param maxWorkGroup work-items a work-group may have
 */
public record Target(Family family, int vectorWidth, int computeUnits, long localMemory, int maxWorkGroup, Choices choices) {
    /** Which kernels are used. */
    public enum Family {
        /** One work-item, one result: correct everywhere, fast nowhere. The judge of the others. */
        PLAIN,
        /** One work-item is one core with wide vectors and a scratch that stays in its cache. */
        CPU,
        /** Work-groups that share tiles in local memory. */
        GPU
    }

    /** A number that a kernel leaves open: its default for this device, and what a tuner may try instead. */
    public record Choice(String kernel, String shape, String name, int standard, List<Integer> others) {
        public boolean allows(int number) {
            return number == standard || others.contains(number);
        }
    }

    /** Answers choices: from a tuning table, or with their defaults. */
    @FunctionalInterface
    public interface Choices {
        Choices STANDARD = Choice::standard;

        int of(Choice choice);
    }

    public static Target plain() {
        return new Target(Family.PLAIN, 1, 1, 16 << 10, 64, Choices.STANDARD);
    }

    /** The same device with other answers. */
    public Target with(Choices others) {
        return new Target(family, vectorWidth, computeUnits, localMemory, maxWorkGroup, others);
    }

    /** What a plan may reckon with that runs beside others, {@code lanes} in all. */
    public Target shared(int lanes) {
        return new Target(family, vectorWidth, Math.max(1, computeUnits / lanes), localMemory, maxWorkGroup, choices);
    }

    /** The answer for this shape on so many cores: a lane's plan and one that has all cores to itself may want others. */
    public int choose(String kernel, String shape, String name, int standard, Integer... others) {
        return choices.of(new Choice(kernel, shape + "@" + computeUnits, name, standard, List.of(others)));
    }
}
