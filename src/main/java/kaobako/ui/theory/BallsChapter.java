package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import javax.swing.SwingConstants;
import kaobako.theory.BallChain;
import kaobako.theory.BallChain.Ball;
import kaobako.theory.BallChain.Refill;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.part.Motion;
import kaobako.ui.part.SaveView;
import net.miginfocom.swing.MigLayout;

/** Chapter 2: a box of ten balls knows tenths only; drawn from again and again, refilled each time, it can say anything. */
final class BallsChapter implements Chapter {
    /** The first runs can be followed by eye, then each second doubles them. */
    private static final double FIRST_RATE = 2, MOST_RATE = 30_000;

    private static final int FRAMES = 60, FRAME_MILLIS = 80;
    private static final double GROWTH = 1.14;

    private final Desk desk;
    private final BallDesk balls = new BallDesk();
    private final JPanel view = new JPanel(new MigLayout("insets 10 4 12 12, fill, gap 8", "[grow 60, fill][grow 40, fill]",
            "[][][grow 55, fill][grow 45, fill]"));
    private final JSpinner draws = new JSpinner(new SpinnerNumberModel(1, 1, BallChain.MOST_DRAWS, 1));
    private final JPanel boxes = new JPanel(new MigLayout("insets 0, gapx 10, gapy 3, hidemode 3"));
    private final List<JComponent> columns = new ArrayList<>();
    private final List<JLabel> results = new ArrayList<>();
    private final List<BallBox> afterBlack = new ArrayList<>();
    private final List<BallBox> afterWhite = new ArrayList<>();
    private final BallTree tree;
    private final Animation running;
    private double due;

    BallsChapter(Desk desk) {
        this.desk = desk;
        tree = new BallTree(desk, balls);
        running = new Animation(desk, view, this::runSome);
        draws.setName("balls-draws");
        draws.getAccessibleContext().setAccessibleName(desk.text("theory.balls.draws"));
        draws.addChangeListener(e -> balls.take(balls.chain().withDraws((Integer) draws.getValue())));
        for (int draw = 1; draw <= BallChain.MOST_DRAWS; draw++) boxes.add(column(draw), "aligny top, growx, pushx, sizegroup box, wmin 60");
        view.add(bar(), "spanx 2, growx, wrap");
        view.add(boxes, "spanx 2, growx, wrap");
        view.add(moving(tree), "spany 2, grow, w 10:400:, h 60:200:");
        view.add(new BigBox(desk, balls), "grow, w 10:260:, h 60:200:, wrap");
        view.add(moving(new BallBars(desk, balls)), "grow, w 10:260:, h 60:160:");
        balls.onChange(this::show);
        show();
    }

    private Plot moving(Plot plot) {
        plot.movesAs(this::motion);
        return plot;
    }

    private JComponent bar() {
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 6, fillx", "", "[28!, center]"));
        bar.add(new JLabel(desk.text("theory.balls.draws")));
        bar.add(draws);
        bar.add(new Act(desk.messages(), "essayChain", "restore", "ctrl shift BACK_SPACE", () -> balls.take(BallChain.ESSAY))
                .inWindowOf(view).iconButton());
        bar.add(new JLabel(), "pushx");
        bar.add(new Act(desk.messages(), "runOnce", "dice", "ctrl ENTER", this::runOnce).inWindowOf(view).button());
        bar.add(new Act(desk.messages(), "runMany", "play", "ctrl P", this::runMany).inWindowOf(view).button());
        bar.add(new Act(desk.messages(), "forgetRuns", "delete", "ctrl BACK_SPACE", this::forget).inWindowOf(view).iconButton());
        return bar;
    }

    private JComponent column(int draw) {
        JPanel column = new JPanel(new MigLayout("insets 0, gapy 2, wrap 1, fillx", "[grow, center]"));
        column.add(new JLabel(desk.text("theory.balls.draw", draw)));
        BallBox black = new BallBox(count -> change(draw, Ball.BLACK, count));
        black.setName("box-" + draw + "-BLACK");
        if (draw > 1) column.add(condition("theory.balls.afterBlack"));
        column.add(black, "growx");
        afterBlack.add(black);
        BallBox white = new BallBox(count -> change(draw, Ball.WHITE, count));
        white.setName("box-" + draw + "-WHITE");
        afterWhite.add(white);
        if (draw > 1) {
            column.add(condition("theory.balls.afterWhite"));
            column.add(white, "growx");
        }
        JLabel result = new JLabel(" ", SwingConstants.CENTER);
        result.putClientProperty("FlatLaf.style", "foreground: $Component.accentColor");
        results.add(result);
        column.add(result);
        columns.add(column);
        return column;
    }

    private JLabel condition(String key) {
        JLabel label = new JLabel(desk.text(key));
        label.putClientProperty("FlatLaf.styleClass", "small");
        label.setEnabled(false);
        return label;
    }

    private void change(int draw, Ball before, int black) {
        BallChain chain = balls.chain();
        if (draw == 1) {
            balls.take(chain.withFirst(black));
            return;
        }
        Refill old = chain.refills().get(draw - 2);
        balls.take(chain.withRefill(draw, before == Ball.BLACK ? new Refill(black, old.afterWhite()) : new Refill(old.afterBlack(), black)));
    }

    private void show() {
        BallChain chain = balls.chain();
        draws.setValue(chain.draws());
        for (int draw = 1; draw <= BallChain.MOST_DRAWS; draw++) {
            columns.get(draw - 1).setVisible(draw <= chain.draws());
            if (draw > chain.draws()) continue;
            show(afterBlack.get(draw - 1), draw, "theory.balls.boxAfterBlack", draw == 1 ? chain.first() : chain.blackBalls(draw, Ball.BLACK));
            if (draw > 1) show(afterWhite.get(draw - 1), draw, "theory.balls.boxAfterWhite", chain.blackBalls(draw, Ball.WHITE));
            String exact = desk.text("theory.balls.exact", BallDesk.percent(chain.black(draw)), chain.black(draw).toString().replace(" ", ""));
            results.get(draw - 1).setText(BallDesk.percent(chain.black(draw), 3));
            results.get(draw - 1).setToolTipText(exact);
        }
    }

    private void show(BallBox box, int draw, String key, int black) {
        box.show(black, desk.text(draw == 1 ? "theory.balls.firstBox" : key, draw, black, BallChain.BALLS - black));
    }

    private void runOnce() {
        running.stop();
        balls.run(1);
    }

    private void runMany() {
        if (running.isStarted()) running.stop();
        else running.start();
    }

    private void runSome(double seconds) {
        due += seconds * Math.min(MOST_RATE, FIRST_RATE + 0.7 * balls.runs());
        int now = (int) due;
        due -= now;
        if (now > 0) balls.run(now);
    }

    @Override
    public Optional<Motion> motion() {
        return motion(view);
    }

    /** Runs from the first on, faster and faster, as {@code shown} shows them. */
    private Optional<Motion> motion(JComponent shown) {
        return Optional.of(new Motion("balls", FRAMES, FRAME_MILLIS, i -> {
            if (i == 0) forget();
            balls.run((int) Math.ceil(Math.pow(GROWTH, i)));
            return SaveView.image(shown, 1);
        }));
    }

    private void forget() {
        running.stop();
        balls.forget();
    }

    @Override
    public String key() {
        return "balls";
    }

    @Override
    public JComponent view() {
        return view;
    }

    @Override
    public void turnTo(int page) {
        running.stop();
        if (page == 1) balls.take(BallChain.ESSAY.withDraws(1));
        else if (page == 2 || page == 3) balls.take(BallChain.ESSAY.withDraws(2));
        else if (page == 4 || page == 6) balls.take(BallChain.ESSAY);
        else if (page == 5) balls.take(BallChain.ESSAY.withDraws(BallChain.MOST_DRAWS));
    }

    /**
     * 0-3: the four ways through two draws; 4, 5: black, white after two; 6, 7: after three; 8-13: the boxes that would do the same;
     * 14: the balls of the one for eight draws.
     */
    @Override
    public Object[] figures(int page) {
        BallChain essay = BallChain.ESSAY;
        List<Object> figures = new ArrayList<>();
        essay.paths(2).forEach(path -> figures.add(BallDesk.percent(path.probability())));
        for (int draw = 2; draw <= 3; draw++) {
            figures.add(BallDesk.percent(essay.black(draw)));
            figures.add(BallDesk.percent(essay.black(draw).negate().add(1)));
        }
        for (int draw = 2; draw <= 3; draw++) {
            BallChain.Box box = essay.smallestBox(draw);
            figures.addAll(List.of(box.balls(), box.black(), box.white()));
        }
        figures.add(essay.withDraws(BallChain.MOST_DRAWS).smallestBox(BallChain.MOST_DRAWS).balls());
        return figures.toArray();
    }
}
