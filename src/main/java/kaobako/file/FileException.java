package kaobako.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kaobako.text.Sentence;

/** A file or folder could not be read or written. The message is a sentence: which one, why, and what to do or what is still safe. */
public final class FileException extends IOException implements Sentence.Told {
    private final Sentence sentence;

    public FileException(Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
    }

    /** {@code target} was to be written and could not be; nothing of it is left. */
    public static FileException writing(Path target, IOException cause) {
        Sentence why = Why.writing(target, cause);
        return new FileException(Files.exists(target)
                ? Sentence.of("file.write.kept", "cannot write %s: %s; what was there before is untouched", target, why)
                : Sentence.of("file.write", "cannot write %s: %s", target, why), cause);
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
