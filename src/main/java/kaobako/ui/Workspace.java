package kaobako.ui;

import javax.swing.JComponent;

/** One of the window's rooms. Its name is the message {@code workspace.KEY}, its icon {@code KEY.svg}. Event thread. */
public interface Workspace {
    /** What settings and messages call it. */
    String key();

    /** Its controls; made once. */
    JComponent component();

    /** It has come on the screen. */
    default void opened() {}
}
