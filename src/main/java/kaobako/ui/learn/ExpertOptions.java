package kaobako.ui.learn;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import kaobako.diffusion.Prediction;
import kaobako.store.DType;
import kaobako.studio.LearnRecipe;
import kaobako.train.NetworkSize;
import kaobako.train.TrainConfig;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import net.miginfocom.swing.MigLayout;

/** Every number of a recipe, for those who know what they want. */
final class ExpertOptions extends JPanel {
    private static final LearnRecipe USUAL = LearnRecipe.STANDARD;

    private final Desk desk;
    private final JComboBox<Integer> side;
    private final JComboBox<NetworkSize> size;
    private final JComboBox<Prediction> prediction;
    private final JComboBox<DType> storage;
    private final JSpinner steps = new JSpinner(
            new SpinnerNumberModel((Long) USUAL.steps(), (Long) 1L, (Long) LearnRecipe.MOST_STEPS, (Long) 1000L));
    private final JSpinner batch = new JSpinner(new SpinnerNumberModel(USUAL.batch(), 0, LearnRecipe.LARGEST_BATCH, 4));
    private final JSpinner rate = new JSpinner(new SpinnerNumberModel(USUAL.learningRate(), 1e-6, LearnRecipe.HIGHEST_RATE, 1e-4));
    private final JSpinner dropout = new JSpinner(new SpinnerNumberModel(USUAL.dropout(), 0, LearnRecipe.MOST_DROPOUT, 0.05));
    private final JCheckBox flip;
    private boolean setting;

    ExpertOptions(Desk desk, Consumer<UnaryOperator<LearnRecipe>> change) {
        super(new MigLayout("insets 0, wrap 2, fillx, gapy 5, gapx 10", "[][grow, fill]"));
        this.desk = desk;
        setOpaque(false);
        side = Choices.of(desk, "learn.side", NetworkSize.SIDES, s -> s + " × " + s,
                s -> change.accept(r -> r.withNetwork(s, r.size())));
        size = Choices.of(desk, "learn.size", Arrays.asList(NetworkSize.values()), s -> desk.text("network." + s.name()),
                s -> change.accept(r -> r.withNetwork(r.side(), s)));
        prediction = Choices.of(desk, "learn.prediction", Arrays.asList(Prediction.values()), Prediction::key,
                p -> change.accept(r -> r.withPrediction(p)));
        storage = Choices.of(desk, "learn.storage", List.of(DType.F32, DType.F16), d -> desk.text("storage." + d.name()),
                d -> change.accept(r -> r.withStorage(d)));
        flip = new JCheckBox(desk.text("learn.flip"));
        flip.setName("flip");
        flip.setToolTipText(desk.text("learn.flip.tip"));
        flip.addActionListener(e -> {
            TrainConfig.Flip chosen = flip.isSelected() ? TrainConfig.Flip.RANDOM : TrainConfig.Flip.NONE;
            change.accept(r -> r.withFlip(chosen));
        });
        row("learn.side", side);
        row("learn.size", size);
        number("learn.steps", steps, "#,##0", () -> change.accept(r -> r.withSteps((Long) steps.getValue())));
        number("learn.batch", batch, "0", () -> change.accept(r -> r.withBatch((Integer) batch.getValue())));
        number("learn.rate", rate, "0.######", () -> change.accept(r -> r.withLearningRate((Double) rate.getValue())));
        number("learn.dropout", dropout, "0.##", () -> change.accept(r -> r.withDropout((Double) dropout.getValue())));
        row("learn.prediction", prediction);
        row("learn.storage", storage);
        add(flip, "skip 1, wmin 40");
    }

    private void number(String key, JSpinner spinner, String format, Runnable changed) {
        spinner.setName(key);
        spinner.setEditor(new JSpinner.NumberEditor(spinner, format));
        spinner.getAccessibleContext().setAccessibleName(desk.text(key));
        spinner.addChangeListener(e -> {
            if (!setting) changed.run();
        });
        row(key, spinner);
    }

    private void row(String key, JComponent control) {
        JLabel label = new JLabel(desk.text(key));
        label.putClientProperty("FlatLaf.styleClass", "small");
        label.setLabelFor(control);
        label.setToolTipText(desk.text(key + ".tip"));
        control.setToolTipText(desk.text(key + ".tip"));
        add(label, "wmin 30");
        add(control, "wmin 60");
    }

    void show(LearnRecipe recipe) {
        setting = true;
        Choices.select(side, recipe.side());
        Choices.select(size, recipe.size());
        Choices.select(prediction, recipe.prediction());
        Choices.select(storage, recipe.storage());
        steps.setValue(recipe.steps());
        batch.setValue(recipe.batch());
        rate.setValue(recipe.learningRate());
        dropout.setValue(recipe.dropout());
        flip.setSelected(recipe.flip() == TrainConfig.Flip.RANDOM);
        setting = false;
    }

    /** Takes numbers that were typed and not confirmed. */
    void accept() {
        for (JSpinner spinner : List.of(steps, batch, rate, dropout)) {
            try {
                spinner.commitEdit();
            } catch (java.text.ParseException e) {
                // no number: the last one stays
                spinner.setValue(spinner.getValue());
            }
        }
    }
}
