/**
 * The ops of the networks and of their training, each a record: its shapes, its gradient, its kernels. A file without suffix is an op and
 * launches the plain kernels; {@code *Cpu} and {@code *Gpu} are the launches of one family of fast kernels, asked first whether they can run.
 * The kernels themselves are in {@code kernels/}. Imports {@code graph} alone.
 */
package kaobako.op;
