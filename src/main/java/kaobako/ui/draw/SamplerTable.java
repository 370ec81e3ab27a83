package kaobako.ui.draw;

import java.awt.BorderLayout;
import java.awt.Window;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.generate.GenerateConfig;
import kaobako.studio.DrawControls;
import kaobako.studio.JobHandle;
import kaobako.studio.Model;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.part.SaveView;
import kaobako.ui.part.SideWindow;
import net.miginfocom.swing.MigLayout;

/**
 * One seed by every sampler with few and many steps, drawn one after the other from the quickest on, with the time that each takes here; a
 * click takes a cell's sampler and steps. Nothing is kept in the gallery. A window of its own, beside which the studio can be used.
 */
final class SamplerTable {
    private static final List<Integer> STEPS = List.of(8, 20, 50, 100);

    private final Desk desk;
    private final DrawControls controls;
    private final Model model;
    private final JPanel table = new JPanel(new MigLayout("insets 0, gap 4, fill", "[]8", "[]4"));
    private final Deque<SamplerCell> waiting = new ArrayDeque<>();
    private Optional<JobHandle> running = Optional.empty();

    private SamplerTable(Desk desk, DrawControls controls, Model model) {
        this.desk = desk;
        this.controls = controls;
        this.model = model;
    }

    /** For the first seed of the controls; nothing without a model. */
    static void open(Desk desk, JComponent parent) {
        desk.draw().model().ifPresent(model -> new SamplerTable(desk, desk.draw().controls(), model).show(parent));
    }

    private void show(JComponent parent) {
        Window owner = SwingUtilities.getWindowAncestor(parent);
        fill();
        JPanel all = new JPanel(new BorderLayout());
        all.add(table, BorderLayout.CENTER);
        JPanel foot = new JPanel(new MigLayout("insets 10 0 0 0, fillx", "[grow, fill][]"));
        JLabel hint = new JLabel(desk.text("trial.hint"));
        hint.putClientProperty("FlatLaf.styleClass", "small");
        foot.add(hint, "wmin 60");
        Act save = new Act(desk.messages(), "saveTrial", "save", "ctrl S", () -> SaveView.png(desk, table, controls.seed() + "-samplers"));
        foot.add(save.bind(all, JComponent.WHEN_IN_FOCUSED_WINDOW).button());
        all.add(foot, BorderLayout.PAGE_END);
        JPanel framed = new JPanel(new MigLayout("insets 16, fill"));
        framed.add(all, "grow");
        SideWindow.open(desk, owner, "sampler-table", desk.text("trial.title", Long.toString(controls.seed())), framed, waiting.element(), () -> {
            waiting.clear();
            running.ifPresent(JobHandle::stop);
        });
        // the time that kernels take to be built is not the first sampler's
        desk.studio().easel().warm(config(waiting.element())).whenComplete((done, failure) -> SwingUtilities.invokeLater(this::next));
    }

    /** A column for a sampler, a row for a number of steps. */
    private void fill() {
        List<Sampler> samplers = Samplers.ALL;
        for (int x = 0; x < samplers.size(); x++) table.add(new JLabel(samplers.get(x).about().label(), SwingConstants.CENTER), "growx, cell " + (x + 1) + " 0");
        for (int y = 0; y < STEPS.size(); y++) {
            table.add(new JLabel(desk.text("trial.steps", STEPS.get(y))), "cell 0 " + (y + 1));
            for (int x = 0; x < samplers.size(); x++) {
                SamplerCell cell = new SamplerCell(desk, samplers.get(x).about(), STEPS.get(y), this::take);
                waiting.add(cell);
                table.add(cell, "grow, push, cell " + (x + 1) + " " + (y + 1));
            }
        }
    }

    private void next() {
        SamplerCell cell = waiting.poll();
        if (cell == null) return;
        running = Optional.of(cell.draw(config(cell)));
        running.get().ended().thenAccept(state -> SwingUtilities.invokeLater(() -> {
            cell.ended(state);
            next();
        }));
    }

    private GenerateConfig config(SamplerCell cell) {
        return controls.withSampler(cell.sampler().name(), cell.steps()).withCount(1)
                .config(model.folder(), GenerateConfig.seeds(controls.seed(), 1));
    }

    private void take(SamplerCell cell) {
        DrawControls before = desk.draw().controls();
        desk.draw().change(c -> c.withSampler(cell.sampler().name(), cell.steps()));
        desk.sayWithUndo(desk.text("trial.taken", cell.sampler().label(), cell.steps()), () -> desk.draw().change(c -> before));
    }
}
