package kaobako.ui.walk;

import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JTextArea;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.studio.DrawControls;
import kaobako.studio.Model;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.StepsControl;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** Model, sampler, steps and eta: the controls of Draw, which both workspaces share. */
final class SamplingSection extends JPanel {
    private static final int ETA_WAY = 100;

    private final Desk desk;
    private final JComboBox<Model> model;
    private final JComboBox<Sampler> sampler;
    private final StepsControl steps;
    private final JSlider eta = new JSlider(0, ETA_WAY);
    private final JLabel etaLabel;
    private final JTextArea warning = Words.paragraph("small");
    private boolean setting;

    SamplingSection(Desk desk) {
        super(new MigLayout("insets 0, wrap 1, fillx, hidemode 3, gapy 5", "[fill, grow]"));
        this.desk = desk;
        setOpaque(false);
        model = Choices.of(desk, "draw.model", java.util.List.of(), Model::name, m -> desk.draw().change(c -> c.withModel(m.folder().toString())));
        sampler = Choices.of(desk, "draw.sampler", Samplers.ALL, s -> s.about().label(),
                s -> desk.draw().change(c -> c.choosing(s.about().name())));
        steps = new StepsControl(desk.text("draw.steps"), n -> {
            if (!setting) desk.draw().change(c -> c.withSteps(n));
        });
        JLabel title = new JLabel(desk.text("walk.drawnWith"));
        title.putClientProperty("FlatLaf.styleClass", "h4");
        title.setToolTipText(desk.text("walk.drawnWith.tip"));
        add(title, "gaptop 12");
        labelled("draw.model", model);
        labelled("draw.sampler", sampler);
        labelled("draw.steps", steps);
        warning.putClientProperty("FlatLaf.style", "foreground: $Kaobako.problem");
        add(warning, "wmin 40");
        eta.setName("walk-eta");
        eta.getAccessibleContext().setAccessibleName(desk.text("draw.eta"));
        eta.addChangeListener(e -> {
            if (!setting) desk.draw().change(c -> c.withEta(eta.getValue() / (double) ETA_WAY));
        });
        etaLabel = Labels.of(desk, "draw.eta", eta);
        add(etaLabel, "gaptop 3");
        add(eta, "wmin 60");
        desk.draw().onChange(this::showControls);
        Poll.of(this, Poll.SLOW, desk.studio()::models, models -> {
            Choices.replace(model, models);
            showControls();
        });
    }

    private void labelled(String key, JComponent control) {
        add(Labels.of(desk, key, control), "gaptop 3");
        add(control, "wmin 60");
    }

    private void showControls() {
        DrawControls c = desk.draw().controls();
        setting = true;
        steps.show(c.steps());
        eta.setValue((int) Math.round(c.eta() * ETA_WAY));
        setting = false;
        Choices.select(sampler, Samplers.named(c.sampler()));
        desk.draw().model().ifPresent(m -> Choices.select(model, m));
        Sampler.About about = c.about();
        boolean takesEta = about.randomness() == Sampler.Randomness.WITH_ETA;
        eta.setVisible(takesEta);
        etaLabel.setVisible(takesEta);
        etaLabel.setText(desk.text("draw.eta") + String.format("  %.2f", c.eta()));
        boolean few = about.warning(c.steps()).isPresent();
        warning.setVisible(few);
        warning.setText(few ? desk.text("sampler.few", about.label(), about.fewestSteps()) : "");
        revalidate();
    }
}
