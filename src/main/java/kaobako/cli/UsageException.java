package kaobako.cli;

/** The command line asks for something that cannot be; the message is the sentence for the user. */
final class UsageException extends RuntimeException {
    UsageException(String sentence) {
        super(sentence);
    }
}
