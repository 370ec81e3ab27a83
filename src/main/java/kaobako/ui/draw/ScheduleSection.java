package kaobako.ui.draw;

import java.util.List;
import java.util.Optional;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SamplingConfig;
import kaobako.diffusion.Stage;
import kaobako.studio.DrawControls;
import kaobako.studio.Job;
import kaobako.studio.Model;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import net.miginfocom.swing.MigLayout;

/** The noise of the model over its timesteps with the sampler's steps on it, as one curve or the other. */
final class ScheduleSection extends JPanel {
    private static final String PLACE = "draw.curve";

    private final Desk desk;
    private final SchedulePlot plot;

    ScheduleSection(Desk desk) {
        super(new MigLayout("insets 0, wrap 1, fill, gapy 5", "[grow, fill]", "[][grow, fill]"));
        this.desk = desk;
        setOpaque(false);
        plot = new SchedulePlot(desk);
        add(curves());
        add(plot, "hmin 110, hmax 220");
        Poll.of(plot, Poll.FAST, this::done, plot::showDone);
    }

    private JComponent curves() {
        JPanel row = new JPanel(new MigLayout("insets 0, gapx 4", "[grow][][]"));
        row.setOpaque(false);
        JLabel title = new JLabel(desk.text("plot.title"));
        title.putClientProperty("FlatLaf.styleClass", "small");
        row.add(title);
        SchedulePlot.Curve[] all = SchedulePlot.Curve.values();
        SchedulePlot.Curve chosen = all[Math.floorMod(desk.settings().place(PLACE, 0), all.length)];
        plot.show(chosen);
        ButtonGroup group = new ButtonGroup();
        for (SchedulePlot.Curve curve : all) {
            JToggleButton button = new JToggleButton(desk.text("curve." + curve.name()));
            button.setToolTipText(desk.text("curve." + curve.name() + ".tip"));
            button.putClientProperty("JButton.buttonType", "toolBarButton");
            button.putClientProperty("FlatLaf.styleClass", "small");
            button.addActionListener(e -> {
                plot.show(curve);
                desk.change(s -> s.withPlace(PLACE, curve.ordinal()));
            });
            button.setSelected(curve == chosen);
            group.add(button);
            row.add(button);
        }
        return row;
    }

    /** Shows the sampler's table for these controls. Returns what is wrong with the choice; empty if nothing is. */
    Optional<String> show(DrawControls c) {
        Sampler.About about = c.about();
        Optional<Model> model = desk.draw().model();
        Optional<NoiseSchedule> schedule = model.map(m -> m.scheduler().schedule());
        Optional<String> poor = about.warning(c.steps()).map(english -> desk.text("sampler.few", about.label(), about.fewestSteps()));
        List<Stage> stages = List.of();
        try {
            if (model.isPresent()) stages = stages(model.get(), c);
        } catch (IllegalArgumentException misfit) {
            poor = Optional.of(desk.text("draw.misfit", about.label(), c.steps()));
        }
        plot.show(schedule, stages);
        return model.flatMap(Model::obstacle).isPresent() ? model.flatMap(Model::obstacle).map(desk.messages()::say) : poor;
    }

    private static List<Stage> stages(Model model, DrawControls c) {
        Sampler sampler = Samplers.named(c.sampler());
        double eta = c.about().randomness() == Sampler.Randomness.WITH_ETA ? c.eta() : 0;
        SamplingConfig sampling = model.scheduler().samplingFor(sampler, c.steps(), eta, c.timestepSpacing());
        return sampler.stages(model.scheduler().schedule(), model.scheduler().prediction(), sampling);
    }

    /** Steps of the running drawing's batch that are done; 0 if none runs. */
    private Integer done() {
        if (!desk.draw().isDrawing()) return 0;
        Job.Progress progress = desk.draw().run().orElseThrow().handle().moment().progress();
        int each = Math.max(1, desk.draw().controls().steps() * desk.draw().controls().about().callsPerStep());
        return progress.total() == 0 ? 0 : (int) ((progress.done() - 1) % each) + 1;
    }
}
