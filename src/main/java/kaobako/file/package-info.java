/** The one way in which this project replaces a file, and why a file could not be read or written, in words. */
package kaobako.file;
