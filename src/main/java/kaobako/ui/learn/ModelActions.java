package kaobako.ui.learn;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JOptionPane;
import javax.swing.JPopupMenu;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import kaobako.studio.JobHandle;
import kaobako.studio.LearnMoment;
import kaobako.studio.LearnRecipe;
import kaobako.studio.LearnRun;
import kaobako.studio.LearnedModel;
import kaobako.studio.Learning;
import kaobako.ui.Act;
import kaobako.ui.Desk;

/** What can be done with the model that is shown, and while it is learned. Event thread. */
final class ModelActions {
    private final Desk desk;
    private final Learning learning;
    private final JComponent owner;
    private final Act draw;
    private final Act goOn;
    private final Act pause;
    private final Act finish;
    private final Act stop;
    private final Act rename;
    private final Act delete;
    private Optional<Entry> entry = Optional.empty();

    /** @param owner where the keys work */
    ModelActions(Desk desk, JComponent owner) {
        this.desk = desk;
        this.owner = owner;
        learning = desk.studio().learning();
        draw = act("drawWith", "draw", "ctrl D", e -> drawWith(e.model()));
        goOn = act("goOn", "play", "ctrl G", this::goOn);
        pause = act("pauseLearning", "pause", "ctrl shift P", e -> handle(e).ifPresent(h -> toggle(e, h)));
        finish = act("finishLearning", "check", "ctrl shift F", e -> e.run().ifPresent(LearnRun::finish));
        stop = act("stopLearning", "stop", "ctrl shift X", e -> e.run().ifPresent(LearnRun::stop));
        rename = act("renameModel", "rename", "F2", e -> rename(e.model()));
        delete = act("deleteModel", "delete", "DELETE", e -> delete(e.model()));
        showNone();
    }

    private Act act(String name, String icon, String key, Consumer<Entry> body) {
        return new Act(desk.messages(), name, icon, key, () -> entry.ifPresent(body))
                .bind(owner, JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
    }

    /** The buttons of a model's page. */
    List<Act> whileLearning() {
        return List.of(pause, finish, stop);
    }

    List<Act> atRest() {
        return List.of(goOn, rename, delete);
    }

    Act draw() {
        return draw;
    }

    JPopupMenu menu() {
        JPopupMenu menu = new JPopupMenu();
        List.of(draw, goOn, pause, finish, stop, rename, delete).forEach(menu::add);
        return menu;
    }

    /** No model is shown: nothing is done with one that is out of sight. */
    void showNone() {
        entry = Optional.empty();
        List.of(draw, goOn, pause, finish, stop, rename, delete).forEach(act -> act.enableUnless(desk.text("learn.noModel")));
    }

    /** Whatever is done from here on is done with this one. */
    void show(Entry now) {
        entry = Optional.of(now);
        String idle = now.isActive() ? "" : desk.text("learn.notActive");
        String busy = now.isActive() ? desk.text("learn.active") : "";
        boolean learned = now.step() > 0 && (!now.isActive() || now.moment().orElseThrow().phase() == LearnMoment.Phase.TRAINING);
        draw.enableUnless(learned ? "" : desk.text("learn.nothingYet"));
        pause.enableUnless(now.isActive() && now.job().isEmpty() ? desk.text("learn.state.scanning") : idle);
        finish.enableUnless(idle);
        stop.enableUnless(idle);
        goOn.enableUnless(busy);
        rename.enableUnless(busy);
        delete.enableUnless(busy);
    }

    private static Optional<JobHandle> handle(Entry e) {
        return e.run().flatMap(LearnRun::handle);
    }

    private static void toggle(Entry e, JobHandle handle) {
        if (e.paused()) handle.resume();
        else handle.pause();
    }

    private void drawWith(LearnedModel model) {
        desk.then(learning.publish(model), folder -> {
            desk.draw().change(c -> c.withModel(folder.toString()));
            desk.open("draw");
        });
    }

    /** A run that was left goes on; a finished model learns more steps. */
    private void goOn(Entry e) {
        long steps = e.model().plan().recipe().steps();
        if (e.isDone()) {
            JSpinner more = new JSpinner(
                    new SpinnerNumberModel((Long) steps, (Long) 1L, (Long) LearnRecipe.MOST_STEPS, (Long) 1000L));
            more.getAccessibleContext().setAccessibleName(desk.text("learn.more"));
            int answer = JOptionPane.showConfirmDialog(owner, new Object[] {desk.text("learn.more"), more}, desk.text("action.goOn"),
                    JOptionPane.OK_CANCEL_OPTION, JOptionPane.PLAIN_MESSAGE);
            if (answer != JOptionPane.OK_OPTION) return;
            steps = e.step() + (Long) more.getValue();
        }
        desk.then(learning.goOn(e.model(), steps), run -> { });
    }

    private void rename(LearnedModel model) {
        Object name = JOptionPane.showInputDialog(owner, desk.text("learn.newName"), desk.text("action.renameModel"),
                JOptionPane.PLAIN_MESSAGE,
                null, null, model.name());
        if (name == null || name.toString().isBlank()) return;
        desk.then(learning.rename(model, name.toString()), renamed -> show(renamed.name()));
    }

    private void delete(LearnedModel model) {
        desk.then(learning.delete(model), deletion -> {
            show("");
            desk.sayWithUndo(desk.text("learn.deleted", model.name()),
                    () -> desk.then(learning.undo(deletion), undone -> show(model.name())));
        });
    }

    private void show(String name) {
        desk.change(s -> s.withLearn(s.learn().withShown(name)));
    }
}
