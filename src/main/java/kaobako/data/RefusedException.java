package kaobako.data;

import java.io.IOException;
import kaobako.text.Sentence;

/** A file that cannot be used as a picture. The message is a sentence without the file's name. */
public final class RefusedException extends IOException implements Sentence.Told {
    private final Reason reason;
    private final transient Sentence sentence;

    public RefusedException(Reason reason, Sentence sentence) {
        this(reason, sentence, null);
    }

    public RefusedException(Reason reason, Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.reason = reason;
        this.sentence = sentence;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
