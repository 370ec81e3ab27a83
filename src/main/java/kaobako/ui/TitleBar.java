package kaobako.ui;

import com.formdev.flatlaf.FlatLaf;
import java.awt.Component;
import java.awt.KeyboardFocusManager;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JRootPane;
import javax.swing.UIManager;
import kaobako.studio.Settings;

/**
 * Whose bar is above the window. On Windows the look draws it into the system's window, on Linux the window must go without the system's
 * edges, and a Mac leaves no choice. Event thread.
 */
public final class TitleBar {
    private TitleBar() {}

    /** Whether there is a choice on this system. */
    public static boolean isChoice() {
        return FlatLaf.supportsNativeWindowDecorations() || UIManager.getLookAndFeel().getSupportsWindowDecorations();
    }

    /** Gives a frame, and dialogs from here on, the bar of the settings, at once; a frame that has it stays as it is. */
    static void apply(JFrame frame, Settings settings) {
        boolean own = settings.frame() == Settings.Frame.OWN;
        if (FlatLaf.supportsNativeWindowDecorations()) {
            FlatLaf.setUseNativeWindowDecorations(own);
            return;
        }
        if (!isChoice()) return;
        // the look asks for both before it lets the window manager move and place its windows
        JFrame.setDefaultLookAndFeelDecorated(own);
        JDialog.setDefaultLookAndFeelDecorated(own);
        if (frame.isUndecorated() != own) exchange(frame, own);
    }

    /** A window's edges can be changed only while it is not on the screen. */
    private static void exchange(JFrame frame, boolean own) {
        boolean shown = frame.isVisible();
        Component focused = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        if (frame.isDisplayable()) frame.dispose();
        frame.setUndecorated(own);
        frame.getRootPane().setWindowDecorationStyle(own ? JRootPane.FRAME : JRootPane.NONE);
        if (!shown) return;
        frame.setVisible(true);
        if (focused != null) focused.requestFocusInWindow();
    }
}
