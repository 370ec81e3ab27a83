package kaobako;

/** Kaobako's entry: no arguments open the studio, otherwise the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("kaobako");
    }
}
