package kaobako.generate;

import kaobako.diffusion.SeedMix;

/**
 * A picture that was drawn.
 *
 * @param seeds the noise it grew from
 * @param rgb   [height, width, 3], 8-bit; not copied
 */
public record Picture(SeedMix seeds, int width, int height, byte[] rgb) {}
