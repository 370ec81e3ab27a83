package kaobako.studio;

/**
 * What a device can do at most.
 *
 * @param gflops    fused multiply-adds in registers, 10^9 operations a second
 * @param gigabytes memory read, 10^9 bytes a second
 */
public record Speed(double gflops, double gigabytes) {}
