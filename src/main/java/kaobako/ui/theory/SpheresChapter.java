package kaobako.ui.theory;

import java.awt.CardLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import kaobako.studio.DeviceState;
import kaobako.theory.Shell;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.part.Motion;
import net.miginfocom.swing.MigLayout;

/** Chapter 3: the small box is a normal distribution: an ellipse, a circle, a ball, and in many dimensions a thin shell. */
final class SpheresChapter implements Chapter {
    /** What is to be seen. */
    enum Scene { PLANE, BALL, RADIUS, SEEDS }

    /** How many pixels' values. */
    enum Dimensions {
        TWO(2), THREE(3), AVATAR(Radii.AVATAR);

        private final int d;

        Dimensions(int d) {
            this.d = d;
        }
    }

    private static final int STEPS = 200;

    private final Desk desk;
    private final NormalDesk normals = new NormalDesk();
    private final Radii radii;
    private final SeedWays ways;
    private final NormalBall ball;
    private final JPanel view = new JPanel(new MigLayout("insets 10 4 12 12, fill, gap 8", "[grow, fill]", "[][grow, fill]"));
    private final CardLayout cards = new CardLayout();
    private final JPanel stage = new JPanel(cards);
    private final Choice<Scene> scenes;
    private final Choice<Dimensions> dimensions;
    private final List<Runnable> followers = new ArrayList<>();
    private final JLabel obstacle = new JLabel(" ");
    private final Act draw;
    private Scene scene = Scene.PLANE;

    SpheresChapter(Desk desk) {
        this.desk = desk;
        radii = new Radii(desk);
        ways = new SeedWays(desk);
        ball = new NormalBall(desk, normals);
        scenes = new Choice<>(desk, "theory.spheres.scene", List.of(Scene.values()), this::open);
        dimensions = new Choice<>(desk, "theory.spheres.d", List.of(Dimensions.values()), d -> radii.take(d.d));
        draw = new Act(desk.messages(), "drawWays", "draw", "ctrl ENTER", this::drawWays);
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 4", "", "[28!, center]"));
        scenes.buttons().forEach(bar::add);
        view.add(bar, "wrap");
        stage.add(small(new NormalPlane(desk, normals), 2), Scene.PLANE.name());
        stage.add(small(ball, 3), Scene.BALL.name());
        stage.add(radius(), Scene.RADIUS.name());
        stage.add(seeds(), Scene.SEEDS.name());
        view.add(stage, "grow, w 10:600:, h 10:500:");
        normals.onChange(() -> followers.forEach(Runnable::run));
    }

    private JComponent small(JComponent plot, int pixels) {
        JPanel panel = new JPanel(new MigLayout("insets 0, fill, gap 10", "[][grow, fill][50!][][grow, fill][50!]", "[grow, fill][]"));
        panel.add(plot, "spanx 6, grow, w 10:500:, h 10:400:, wrap");
        for (int i = 0; i < pixels; i++) {
            int pixel = i;
            String name = List.of("x", "y", "z").get(i);
            slider(panel, "μ " + name, -NormalDesk.FARTHEST, NormalDesk.FARTHEST, () -> normals.mu(pixel), v -> normals.centre(pixel, v), "");
            slider(panel, "σ " + name, NormalDesk.THINNEST, NormalDesk.WIDEST, () -> normals.sigma(pixel), v -> normals.spread(pixel, v), "wrap");
        }
        panel.add(new Act(desk.messages(), "equalSigmas", "smooth", "ctrl EQUALS", this::equal).inWindowOf(panel).button(), "spanx 6, growx 0");
        return panel;
    }

    private void slider(JPanel panel, String name, double from, double to, java.util.function.DoubleSupplier value, DoubleConsumer changed, String wrap) {
        JSlider slider = new JSlider(0, STEPS);
        JLabel number = new JLabel();
        slider.setName(name);
        slider.getAccessibleContext().setAccessibleName(name);
        slider.addChangeListener(e -> {
            double now = from + (to - from) * slider.getValue() / STEPS;
            // setting the slider from the value must not round the value
            if (Math.abs(now - value.getAsDouble()) > 0.6 * (to - from) / STEPS) changed.accept(now);
        });
        Runnable follow = () -> {
            slider.setValue((int) Math.round(STEPS * (value.getAsDouble() - from) / (to - from)));
            number.setText(String.format(Locale.ROOT, "%.2f", value.getAsDouble()));
        };
        followers.add(follow);
        follow.run();
        panel.add(new JLabel(name));
        panel.add(slider, "wmin 40");
        panel.add(number, wrap);
    }

    private void equal() {
        double sigma = normals.sigma(0);
        normals.set(new double[] {normals.mu(0), normals.mu(1), normals.mu(2)}, new double[] {sigma, sigma, sigma});
    }

    private JComponent radius() {
        JPanel panel = new JPanel(new MigLayout("insets 0, fill, gap 8", "[][][][20!][][grow, fill][50!]", "[][grow, fill][grow, fill]"));
        dimensions.buttons().forEach(panel::add);
        JSlider sigma = new JSlider(1, STEPS, (int) (STEPS / Radii.LARGEST_SIGMA));
        JLabel number = new JLabel("1.00");
        sigma.setName("radius-sigma");
        sigma.getAccessibleContext().setAccessibleName("σ");
        sigma.addChangeListener(e -> {
            radii.spread(Radii.LARGEST_SIGMA * sigma.getValue() / STEPS);
            number.setText(String.format(Locale.ROOT, "%.2f", radii.sigma()));
        });
        panel.add(new JLabel("σ"), "skip 1");
        panel.add(sigma, "wmin 40");
        panel.add(number, "wrap");
        panel.add(new RadiusPlot(desk, radii, RadiusPlot.Range.FROM_CENTRE), "spanx 7, grow, w 10:500:, h 10:240:, wrap");
        panel.add(new RadiusPlot(desk, radii, RadiusPlot.Range.CLOSE), "spanx 7, grow, w 10:500:, h 10:240:");
        return panel;
    }

    private JComponent seeds() {
        JPanel panel = new JPanel(new MigLayout("insets 0, fill, gap 8", "[][][][][][grow, fill]", "[28!, center][grow, fill]"));
        JSpinner from = seed("theory.spheres.from", ways.from());
        JSpinner to = seed("theory.spheres.to", ways.to());
        from.addChangeListener(e -> take(from, to));
        to.addChangeListener(e -> take(from, to));
        panel.add(new JLabel(desk.text("theory.spheres.from")));
        panel.add(from);
        panel.add(new JLabel(desk.text("theory.spheres.to")));
        panel.add(to);
        panel.add(draw.inWindowOf(panel).button());
        panel.add(obstacle, "growx, wmin 20, wrap");
        panel.add(new SeedWaysView(desk, ways), "spanx 6, grow, w 10:500:, h 10:400:");
        return panel;
    }

    private JSpinner seed(String key, long value) {
        JSpinner spinner = new JSpinner(new SpinnerNumberModel(Long.valueOf(value), Long.valueOf(0), Long.valueOf(999_999), Long.valueOf(1)));
        spinner.setEditor(new JSpinner.NumberEditor(spinner, "#"));
        spinner.setName(key);
        spinner.getAccessibleContext().setAccessibleName(desk.text(key));
        return spinner;
    }

    private void take(JSpinner from, JSpinner to) {
        ways.take(((Number) from.getValue()).longValue(), ((Number) to.getValue()).longValue());
    }

    private void drawWays() {
        ways.draw();
    }

    private void open(Scene wanted) {
        scene = wanted;
        cards.show(stage, wanted.name());
        follow();
    }

    /** What is looked at computes, the rest does not. */
    private void follow() {
        if (scene == Scene.RADIUS && view.isShowing()) radii.resume();
        else radii.pause();
        if (scene != Scene.SEEDS) {
            ways.stop();
            return;
        }
        boolean device = desk.studio().device().phase() == DeviceState.Phase.READY;
        String missing = ways.model().isEmpty() ? desk.text("draw.noModel") : device ? "" : desk.text("draw.noDevice");
        draw.enableUnless(missing);
        obstacle.setText(missing.isEmpty() ? " " : missing);
        ways.measure();
    }

    @Override
    public String key() {
        return "spheres";
    }

    @Override
    public JComponent view() {
        return view;
    }

    @Override
    public void turnTo(int page) {
        double[] centre = new double[3];
        switch (page) {
            case 1 -> normals.set(centre, new double[] {0.7, 0.35, 0.5});
            case 2 -> normals.set(new double[] {0.6, -0.4, 0}, new double[] {0.6, 0.6, 0.6});
            case 3 -> normals.set(centre, new double[] {0.6, 0.6, 0.6});
            case 4 -> dimensions.press(Dimensions.TWO);
            case 5 -> dimensions.press(Dimensions.AVATAR);
            case 7 -> normals.set(new double[] {0.5, 0.5, 0}, new double[] {0.15, 0.15, 0.15});
            default -> { }
        }
        scenes.press(page == 3 ? Scene.BALL : page == 4 || page == 5 ? Scene.RADIUS : page == 6 ? Scene.SEEDS : Scene.PLANE);
    }

    @Override
    public void shown() {
        follow();
    }

    @Override
    public void hidden() {
        radii.pause();
        ways.stop();
    }

    /** {0} the numbers of an avatar, {1} their shell's radius, {2} its deviation, {3} how long the middle of the straight way is. */
    @Override
    public Object[] figures(int page) {
        Shell shell = new Shell(Radii.AVATAR, 1);
        return new Object[] {Radii.AVATAR, shell.radius(), shell.deviation(), Math.hypot(0.5, 0.5)};
    }

    @Override
    public Optional<Motion> motion() {
        return scene == Scene.BALL ? ball.motion() : Optional.empty();
    }
}
