package kaobako.data;

import java.io.IOException;

/** A file that cannot be used as a picture. The message is a sentence without the file's name. */
public final class RefusedException extends IOException {
    private final Reason reason;

    public RefusedException(Reason reason, String sentence) {
        this(reason, sentence, null);
    }

    public RefusedException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
