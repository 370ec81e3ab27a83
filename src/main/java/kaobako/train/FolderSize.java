package kaobako.train;

/** What so many pictures mean for a model; after reports of users of other trainers. */
public enum FolderSize {
    /** Learned by heart: the model draws copies. */
    FEW,
    /** A long training copies some of them. */
    SOME,
    ENOUGH;

    private static final int FEWER_THAN = 1000;
    private static final int SOME_BELOW = 5000;

    public static FolderSize of(int pictures) {
        return pictures < FEWER_THAN ? FEW : pictures < SOME_BELOW ? SOME : ENOUGH;
    }
}
