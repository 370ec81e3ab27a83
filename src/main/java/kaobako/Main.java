package kaobako;

import java.awt.GraphicsEnvironment;
import kaobako.cli.Terminal;
import kaobako.ui.Window;

/** Kaobako's entry: without arguments the window, with arguments the command line; its help where there is no screen. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length == 0 && !GraphicsEnvironment.isHeadless()) Window.open();
        else Terminal.run(args);
    }
}
