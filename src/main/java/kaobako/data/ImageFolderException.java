package kaobako.data;

import java.io.IOException;
import kaobako.text.Sentence;

/** A folder that cannot be trained on. The message says what was expected, what was found and what to do. */
public final class ImageFolderException extends IOException implements Sentence.Told {
    private final Sentence sentence;

    public ImageFolderException(Sentence sentence) {
        this(sentence, null);
    }

    public ImageFolderException(Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
