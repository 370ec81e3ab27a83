package kaobako.ui;

import java.util.List;
import javax.swing.SwingUtilities;
import kaobako.studio.LearnRun;
import kaobako.studio.Studio;

/** How the program ends: asks about trainings, hides the window at once and closes the studio when all is saved. Event thread. */
final class Farewell {
    private final Studio studio;
    private final MainFrame window;

    Farewell(Studio studio, MainFrame window) {
        this.studio = studio;
        this.window = window;
    }

    /** Leaves, but trainings are not ended without a word. */
    void ask(Messages messages) {
        List<LearnRun> active = studio.learning().runs().stream().filter(r -> !r.moment().phase().isEnd()).toList();
        LeaveDialog.Answer answer = active.isEmpty() ? LeaveDialog.Answer.SAVE : LeaveDialog.ask(messages, window, active);
        if (answer == LeaveDialog.Answer.FINISH) active.forEach(LearnRun::finish);
        if (answer != LeaveDialog.Answer.CANCEL) leave(answer == LeaveDialog.Answer.FINISH ? active : List.of());
    }

    /** The window tells its listeners of {@code closed} when it is over. @param finishing runs to wait for */
    void leave(List<LearnRun> finishing) {
        studio.change(s -> WindowPlace.remember(window, s));
        window.dispose();
        Thread closing = new Thread(() -> {
            finishing.forEach(run -> run.ended().join());
            studio.close();
            SwingUtilities.invokeLater(window::closed);
        }, "closing");
        closing.start();
    }
}
