package kaobako.studio;

/** This build. */
public final class Version {
    /** As in the jar's manifest; {@code dev} when run from classes. */
    public static final String NUMBER = number();
    /** What pictures and checkpoints name as their maker. */
    public static final String APP = "Kaobako " + NUMBER;

    private Version() {}

    private static String number() {
        String found = Version.class.getPackage().getImplementationVersion();
        return found == null ? "dev" : found;
    }
}
