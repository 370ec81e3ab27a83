package kaobako.generate;

/** A model that cannot be drawn from, or settings that do not fit it. The message is a sentence with what to change. */
public final class UnsuitableException extends RuntimeException {
    public UnsuitableException(String sentence) {
        super(sentence);
    }

    public UnsuitableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
