/**
 * The laboratory behind the Theory workspace: what a DDPM is, in models small enough to touch.
 *
 * <pre>
 * TwoPixelDensity   a box of two-pixel pictures: the density, its cuts, draws from it
 * BallChain         boxes of ten balls, refilled after each draw: exact fractions
 * Shell             the radius of a normal draw in any number of dimensions
 * </pre>
 *
 * Pure mathematics in double or exact fractions; draws come from {@link java.util.random.RandomGenerator}s that the caller seeds. Nothing
 * here is a picture, a colour or a file.
 */
package kaobako.theory;
