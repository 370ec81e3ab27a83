package kaobako.ui.draw;

import java.awt.Dimension;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.SwingConstants;
import kaobako.diffusion.Sampler;
import kaobako.generate.GenerateConfig;
import kaobako.studio.DrawRun;
import kaobako.studio.JobHandle;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.PictureView;
import net.miginfocom.swing.MigLayout;

/** A cell of the {@link SamplerTable}: the picture of a sampler and its steps as it forms, and how long it took. */
final class SamplerCell extends JButton {
    /** Pixels of usual sizes fill it enlarged by a whole number. */
    private static final int SIDE = 128;

    private final Desk desk;
    private final Sampler.About sampler;
    private final int steps;
    private final PictureView view;
    private final JLabel time = new JLabel(" ", SwingConstants.CENTER);
    private Optional<DrawRun> run = Optional.empty();
    private long begun;

    /** @param taken told when it is clicked */
    SamplerCell(Desk desk, Sampler.About sampler, int steps, Consumer<SamplerCell> taken) {
        this.desk = desk;
        this.sampler = sampler;
        this.steps = steps;
        setName("trial-" + sampler.name() + "-" + steps);
        setLayout(new MigLayout("insets 4, wrap 1, fill, gapy 2", "[grow, fill]", "[grow, fill][]"));
        putClientProperty("JButton.buttonType", "borderless");
        putClientProperty("FlatLaf.style", "margin: 0,0,0,0");
        view = new PictureView(() -> desk.settings().scaling(), SIDE);
        time.putClientProperty("FlatLaf.styleClass", "small");
        time.setEnabled(false);
        add(view);
        add(time);
        setToolTipText(desk.text("trial.cell", sampler.label(), steps));
        getAccessibleContext().setAccessibleName(desk.text("trial.cell", sampler.label(), steps));
        addActionListener(e -> taken.accept(this));
        Poll.of(this, Poll.FAST, () -> run.flatMap(r -> r.wall().get().tiles().get(0).picture()).orElse(null),
                picture -> view.show(Optional.ofNullable(picture)));
    }

    Sampler.About sampler() {
        return sampler;
    }

    int steps() {
        return steps;
    }

    /** Begins to draw its picture. */
    JobHandle draw(GenerateConfig config) {
        begun = System.nanoTime();
        run = Optional.of(desk.studio().easel().sketch(config));
        return run.get().handle();
    }

    /** Shows how long it took, or that this sampler cannot take so many steps with this model. */
    void ended(JobHandle.State state) {
        double seconds = (System.nanoTime() - begun) * 1e-9;
        time.setText(state == JobHandle.State.DONE ? desk.text("trial.seconds", seconds) : "–");
        run.flatMap(r -> r.handle().problem()).ifPresent(problem -> setToolTipText(desk.messages().say(problem.said())));
        setEnabled(state == JobHandle.State.DONE);
    }

    /** The picture is a component of its own, of which the button's size must know. */
    @Override
    public Dimension getPreferredSize() {
        return getLayout() == null ? super.getPreferredSize() : getLayout().preferredLayoutSize(this);
    }
}
