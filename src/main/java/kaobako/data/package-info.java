/**
 * A folder of pictures as it comes from people, as training batches; pictures in and out.
 *
 * <pre>
 * ImageFolder.scan ── FolderListing ── PictureFile (format, limits, decoding, orientation) ── Crop ── PictureSink
 *       │                                                                            (memory or PictureCache)
 *       ├── FolderReport: every file that was refused, with its reason
 *       └── PreparedPictures: 8-bit RGB [N, H, W, 3] ── BatchLoader (Shuffle, a thread, recycled buffers) ── Batch
 * Pictures: numbers to images, sheets, enlargement        PngFile: PNG with texts, in and out
 * </pre>
 */
package kaobako.data;
