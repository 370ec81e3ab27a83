/**
 * OpenCL objects, each with one owner and errors that say what to do. The only package that sees LWJGL; it imports nothing of ours.
 *
 * <p>Only OpenCL 1.2 is used. Ownership is a tree: {@code Queue} (a context and its one in-order queue) outlives its {@code DeviceBuffer}s,
 * {@code Program}s and {@code Readback}s; a {@code Program} outlives its {@code Kernel}s. Close children first. A queue and what was made
 * from it belong to one thread at a time; only building programs may happen on several threads at once.
 */
package kaobako.cl;
