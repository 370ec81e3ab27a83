package kaobako.diffusion;

import java.util.List;

/** The samplers on offer. */
public final class Samplers {
    /** Every sampler, in the order menus show them. */
    public static final List<Sampler> ALL = List.of(
            new Ddpm(), new Ddim(), new DpmSolver(2), new DpmSolver(3), new Euler(), new Heun(), new Ipndm());

    private Samplers() {}

    /** @throws IllegalArgumentException naming the samplers there are */
    public static Sampler named(String name) {
        return Keyed.find(ALL.toArray(Sampler[]::new), sampler -> sampler.about().name(), "sampler", name);
    }
}
