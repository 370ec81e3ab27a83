/**
 * OpenCL objects, each with one owner and errors that say what to do. The only package that sees LWJGL; it imports only {@code text}.
 *
 * <p>Only OpenCL 1.2 is used. Ownership is a tree: {@code Queue} (a context and its in-order queue, beside which lanes and short-lived
 * others work in the same memory) outlives its {@code DeviceBuffer}s, {@code Program}s and {@code Readback}s; a {@code Program} outlives
 * its {@code Kernel}s. Close children first. A queue and what was made from it belong to one thread at a time; but programs may be built on
 * several threads at once, and a queue beside may have its own.
 */
package kaobako.cl;
