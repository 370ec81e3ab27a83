/**
 * The U-Net of the diffusion models: its configuration, as diffusers writes it, its description as a graph, and the names and shapes of its
 * weights. Imports {@code graph}, {@code op} and {@code text}.
 */
package kaobako.unet;
