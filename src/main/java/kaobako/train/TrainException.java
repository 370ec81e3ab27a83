package kaobako.train;

import kaobako.text.Sentence;

/** Training cannot start or go on; the message is for the user: what happened, what is safe, what to do. */
public final class TrainException extends RuntimeException implements Sentence.Told {
    private final Sentence sentence;

    public TrainException(Sentence sentence) {
        this(sentence, null);
    }

    public TrainException(Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
