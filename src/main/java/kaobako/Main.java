package kaobako;

import kaobako.cli.Terminal;

/** Kaobako's entry: the command line; without arguments its help. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Terminal.run(args);
    }
}
