package kaobako.ui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.SwingUtilities;
import kaobako.generate.Recipe;
import kaobako.studio.DrawControls;
import kaobako.studio.Problem;
import kaobako.studio.Settings;
import kaobako.studio.Studio;

/**
 * What a workspace works with: the studio, the words of the language, and ways to speak to the user. Made anew with the window's contents
 * when the language or the scale changes; what must outlive that is in {@link DrawState}, {@link WalkState} and the settings.
 */
public final class Desk {
    /** What the desk needs of the window. */
    interface Frame {
        void show(Toast toast);

        void openWorkspace(String key);

        void restyle();

        void reopen();
    }

    private final Studio studio;
    private final Messages messages;
    private final DrawState draw;
    private final WalkState walk;
    private final Frame frame;

    Desk(Studio studio, Messages messages, DrawState draw, WalkState walk, Frame frame) {
        this.studio = studio;
        this.messages = messages;
        this.draw = draw;
        this.walk = walk;
        this.frame = frame;
    }

    public Studio studio() {
        return studio;
    }

    public Messages messages() {
        return messages;
    }

    /** Short for {@code messages().text}. */
    public String text(String key, Object... arguments) {
        return messages.text(key, arguments);
    }

    public DrawState draw() {
        return draw;
    }

    public WalkState walk() {
        return walk;
    }

    public Settings settings() {
        return studio.settings();
    }

    public void change(UnaryOperator<Settings> change) {
        studio.change(change);
    }

    public void open(String workspace) {
        frame.openWorkspace(workspace);
    }

    /** After a change of the theme. */
    public void restyle() {
        frame.restyle();
    }

    /** After a change of the language or the scale: makes the window's contents anew. */
    public void reopen() {
        frame.reopen();
    }

    /** A short word that goes by itself. */
    public void say(String sentence) {
        frame.show(Toast.of(sentence));
    }

    /** The same with a way back, by its button or by key, also when the words are gone. */
    public void sayWithUndo(String sentence, Runnable undo) {
        frame.show(Toast.undoable(sentence, text("action.undo"), undo));
    }

    /** Puts a recipe into the controls of Draw and says so, with a way back. */
    public void restore(Recipe recipe) {
        DrawControls before = draw.controls();
        boolean known = draw.restore(recipe);
        open("draw");
        sayWithUndo(known ? text("recipe.restored") : text("recipe.modelMissing", recipe.model()), () -> draw.change(c -> before));
    }

    /** Shows how a picture was made, step by step, in Theory. */
    public void explain(Recipe recipe) {
        draw.explain(recipe);
        open("theory");
    }

    /** What went wrong: stays until it is read; nothing for what the user stopped. */
    public void report(Problem problem) {
        if (problem.kind() == Problem.Kind.CANCELLED) return;
        frame.show(Toast.of(messages, problem));
    }

    /** Moves something on the screen, by repainting it; jobs leave the processor to it meanwhile. */
    public void frame(Runnable move) {
        studio.laboratory().courtesy().begin();
        try {
            move.run();
        } finally {
            // what is to be repainted was put in the queue before
            SwingUtilities.invokeLater(studio.laboratory().courtesy()::painted);
        }
    }

    /** Hands a result to the event thread; a failure is reported. */
    public <T> void then(CompletableFuture<T> future, Consumer<T> use) {
        future.whenComplete((value, failure) -> SwingUtilities.invokeLater(() -> {
            if (failure == null) use.accept(value);
            else report(Problem.of(failure instanceof CompletionException c && c.getCause() != null ? c.getCause() : failure));
        }));
    }
}
