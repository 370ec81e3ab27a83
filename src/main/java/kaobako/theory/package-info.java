/**
 * The laboratory behind the Theory workspace: what a DDPM is, in models small enough to touch.
 *
 * <pre>
 * TwoPixelDensity   a box of two-pixel pictures: the density, its cuts, draws from it
 * BallChain         boxes of ten balls, refilled after each draw: exact fractions
 * Normal            the small box: a centre and a sigma for each pixel
 * Shell             the radius of a normal draw in any number of dimensions
 * Forward           pictures and boxes that dissolve: q(x_t), exactly, in the bins of a PlaneHistogram
 * ToyDiffusion      a small network that learns a box from draws; ToyCloud: particles that fly by it; ToyFlight: how they flew
 * </pre>
 *
 * Pure mathematics in double or exact fractions; draws come from {@link java.util.random.RandomGenerator}s that the caller seeds. Only the
 * Toy classes use the device: they learn by the loss, update and first weights of {@link kaobako.train}, which this package may
 * import for them. Nothing here is a picture, a colour or a file.
 */
package kaobako.theory;
