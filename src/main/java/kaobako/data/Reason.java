package kaobako.data;

/** Why a file of a folder is not used; {@link #words()} completes "N files are ...". */
public enum Reason {
    EMPTY("empty"),
    NOT_AN_IMAGE("not a picture"),
    UNSUPPORTED("of a kind that is not supported"),
    UNREADABLE("unreadable or damaged"),
    TRUNCATED("cut off"),
    TOO_SMALL("too small"),
    TOO_LARGE("too large"),
    DUPLICATE("a duplicate"),
    LINK_LOOP("a link that leads back to its own folder");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
