package kaobako.ui;

import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.ArrayList;
import java.util.List;
import kaobako.studio.Problem;

/**
 * Something said at the lower edge of the window.
 *
 * @param actions what can be done about it, as buttons
 */
public record Toast(String sentence, Kind kind, List<Offer> actions) {
    static final String UNDO_KEY = "ctrl Z";

    /** News and what can be undone go by themselves, offers and problems stay until they are closed. */
    public enum Kind { NEWS, UNDO, OFFER, PROBLEM }

    /** A button. */
    public record Offer(String name, Runnable body) {}

    public Toast {
        actions = List.copyOf(actions);
    }

    static Toast of(String sentence) {
        return new Toast(sentence, Kind.NEWS, List.of());
    }

    /** What was done, with the way back. */
    static Toast undoable(String sentence, String name, Runnable undo) {
        return new Toast(sentence, Kind.UNDO, List.of()).with(name, undo);
    }

    /** Something to do that can wait. */
    static Toast offer(String sentence, String name, Runnable body) {
        return new Toast(sentence, Kind.OFFER, List.of()).with(name, body);
    }

    static Toast of(Messages messages, Problem problem) {
        String sentence = messages.say(problem.said());
        String all = sentence + (problem.details().isEmpty() ? "" : "\n\n" + problem.details());
        return new Toast(sentence, Kind.PROBLEM, List.of()).with(messages.text("action.copyDetails"),
                () -> Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(all), null));
    }

    Toast with(String name, Runnable body) {
        List<Offer> more = new ArrayList<>(actions);
        more.add(new Offer(name, body));
        return new Toast(sentence, kind, more);
    }
}
