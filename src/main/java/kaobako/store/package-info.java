/**
 * Files in and out: safetensors, diffusers' model folders, JSON.
 *
 * <p>Everything read here is untrusted: a file that is not what it should be gives a {@link kaobako.store.FormatException}
 * that names the file, the thing in it, the expectation and the finding, and costs no more memory than the file is long.
 * Everything written here goes through {@link kaobako.file.AtomicFile}: the old file or the new one, never half of one.
 */
package kaobako.store;
