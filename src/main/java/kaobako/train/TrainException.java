package kaobako.train;

/** Training cannot start or go on; the message is for the user: what happened, what is safe, what to do. */
public final class TrainException extends RuntimeException {
    public TrainException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
