package kaobako.studio;

import kaobako.generate.GenerateConfig;

/**
 * A drawing that was started.
 *
 * @param wall its pictures, forming and done; after a stop, as far as they got
 */
public record DrawRun(GenerateConfig config, JobHandle handle, Latest<Wall> wall) {}
