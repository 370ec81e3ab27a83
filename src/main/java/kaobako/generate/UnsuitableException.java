package kaobako.generate;

import kaobako.text.Sentence;

/** A model that cannot be drawn from, or settings that do not fit it. The message is a sentence with what to change. */
public final class UnsuitableException extends RuntimeException implements Sentence.Told {
    private final Sentence sentence;

    public UnsuitableException(Sentence sentence) {
        this(sentence, null);
    }

    public UnsuitableException(Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
