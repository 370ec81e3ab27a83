package kaobako.data;

import java.io.IOException;

/** A folder that cannot be trained on. The message says what was expected, what was found and what to do. */
public final class ImageFolderException extends IOException {
    public ImageFolderException(String message) {
        super(message);
    }

    public ImageFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
