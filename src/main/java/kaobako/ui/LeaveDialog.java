package kaobako.ui;

import java.awt.Component;
import java.util.List;
import java.util.stream.Collectors;
import javax.swing.JOptionPane;
import kaobako.studio.LearnRun;

/** Asks what becomes of trainings when the window is closed. */
final class LeaveDialog {
    enum Answer {
        /** Takes checkpoints; the next start offers to go on. */
        SAVE,
        /** Writes the models as they are. */
        FINISH,
        /** Stays. */
        CANCEL
    }

    private LeaveDialog() {}

    static Answer ask(Messages messages, Component parent, List<LearnRun> active) {
        String names = active.stream().map(LearnRun::name).collect(Collectors.joining(", "));
        Object[] options = {messages.text("leave.save"), messages.text("leave.finish"), messages.text("leave.cancel")};
        String what = messages.text("leave.what", names) + "\n\n" + messages.text("leave.how");
        int answer = JOptionPane.showOptionDialog(parent, what, messages.text("leave.title"), JOptionPane.DEFAULT_OPTION,
                JOptionPane.QUESTION_MESSAGE, Icons.of("learn", 36, "Component.accentColor"), options, options[0]);
        return answer == 0 ? Answer.SAVE : answer == 1 ? Answer.FINISH : Answer.CANCEL;
    }
}
