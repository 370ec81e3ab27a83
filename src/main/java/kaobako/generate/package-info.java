/**
 * Noise in, avatars out.
 *
 * <pre>
 * GenerateConfig ──► Generator (a model on a device) ──► Generation (one job: step, step, step) ──► Picture
 *                        └── Canvas (plans and buffers of one batch and size, lent to one job at a time)
 * Recipe: everything that draws a picture again, as texts of a PNG          Walk: pictures between seeds
 * SelfTest: a device's numbers against PyTorch's
 * </pre>
 *
 * Everything that touches a device belongs to the engine's one thread; configs, recipes and pictures to any.
 */
package kaobako.generate;
