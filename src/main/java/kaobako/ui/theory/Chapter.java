package kaobako.ui.theory;

import java.util.Optional;
import javax.swing.JComponent;
import kaobako.generate.Recipe;
import kaobako.ui.part.Motion;

/**
 * A chapter of the book: pages of text, which are messages, beside a view to play with. Made anew with the window's contents; event thread.
 */
interface Chapter {
    /** Part of its messages' keys: {@code theory.KEY.title}, {@code theory.KEY.1.head}, {@code theory.KEY.1}, .. */
    String key();

    /** What is to be seen and touched, controls and all; made once. */
    JComponent view();

    /**
     * The reader has turned to a page: the view shows what the page speaks of, and stays open to play.
     *
     * @param page from 1
     */
    default void turnTo(int page) {}

    /** Figures of a page's text, computed: they stand for its {0}, {1}, .. */
    default Object[] figures(int page) {
        return new Object[0];
    }

    /** Shows how a picture was made, if this chapter can. */
    default boolean explains(Recipe recipe) {
        return false;
    }

    /** The view has come on the screen, or gone; what moves moves in between. {@link Animation} sees to that by itself. */
    default void shown() {}

    default void hidden() {}

    /** The view as frames; empty if nothing in it moves, or nothing moves now. Asking changes nothing. */
    default Optional<Motion> motion() {
        return Optional.empty();
    }
}
