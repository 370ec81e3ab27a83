package kaobako.ui.theory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import kaobako.theory.Example;
import kaobako.theory.Histogram;
import kaobako.theory.TwoPixelDensity.Cut;
import kaobako.theory.TwoPixelDensity;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.part.Motion;
import kaobako.ui.part.OpenFrom;
import net.miginfocom.swing.MigLayout;

/** Chapter 1: every picture of two pixels is a point, and a box of pictures is a landscape over the points. */
final class TwoPixelsChapter implements Chapter {
    /** Drawn in about two seconds, that the eye can follow. */
    private static final int THOUSAND = 1000, FRAMES = 120;
    private static final int MANY = 100_000;
    /** The pages whose view differs. */
    private static final int CUT_PAGE = 4, DRAW_PAGE = 5, PAINT_PAGE = 6, AVATAR_PAGE = 7;

    /** How soft each of a folder's pictures becomes. */
    private static final double BANDWIDTH = 0.05;

    /** Where the density comes from. */
    private enum Source { RING, MOONS, SMILE, CHECKERBOARD, PAINTED, FOLDER }

    private final Desk desk;
    private final PixelBox box;
    private final SurfaceView surface;
    private final HeatView heat;
    private final PixelPicker picker;
    private final CutView cut;
    private final JPanel view = new JPanel(new MigLayout("insets 10 4 12 12, fill, gap 8", "[grow 58, fill, 200::][grow 42, fill, 180::]",
            "[][grow, fill]"));
    private final JLabel count = new JLabel();
    private final JComboBox<Source> source;
    private final Choice<HeatView.Tool> tools;
    private final Choice<Cut.Known> known;
    private final Choice<SurfaceView.Show> shows;
    private final Act undo;
    private final Animation drawing;
    private Source from = Source.RING;
    private double due;
    private int left;

    TwoPixelsChapter(Desk desk, PixelBox box) {
        this.desk = desk;
        this.box = box;
        surface = new SurfaceView(desk, box);
        heat = new HeatView(desk, key(), box);
        picker = new PixelPicker(desk, "pixels.picker", (x, y) -> box.take(TwoPixelDensity.ofPairs(x, y, BANDWIDTH)));
        drawing = new Animation(desk, view, this::drawSome);
        source = Choices.of(desk, "theory.pixels.source", List.of(Source.values()), s -> desk.text("theory.pixels.source." + s), this::take);
        tools = new Choice<>(desk, "theory.pixels.tool", List.of(HeatView.Tool.values()), heat::use);
        known = new Choice<>(desk, "theory.pixels.known", List.of(Cut.Known.values()), k -> box.cut(k, k == Cut.Known.LEFT ? -0.3 : 0.1));
        shows = new Choice<>(desk, "theory.pixels.show", List.of(SurfaceView.Show.values()), surface::show);
        undo = new Act(desk.messages(), "undoStroke", "undo", "ctrl Z", box::undo).bind(view, JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        cut = new CutView(desk, key(), box);
        box.onChange(this::show);
        count.setName("pixels-count");
        picker.setVisible(false);
        heat.use(HeatView.Tool.CUT);
        view.add(controls(), "spanx 2, growx, wrap");
        view.add(column(surface, drawer()), "grow, w 10:400:");
        view.add(column(heat, cut), "grow, w 10:300:");
        box.uncut();
    }

    private static JComponent column(JComponent upper, JComponent lower) {
        JPanel column = new JPanel(new MigLayout("insets 0, fill, hidemode 3, gapy 0", "[grow, fill]", "[fill][fill]"));
        column.add(upper, "grow, pushy 60, h 80:280:, wrap");
        column.add(lower, "grow, gaptop 8, pushy 40, h 80:220:");
        return column;
    }

    private JComponent controls() {
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 4, fillx", "", "[28!, center]"));
        bar.add(source);
        tools.buttons().forEach(bar::add);
        bar.add(undo.iconButton());
        bar.add(new Act(desk.messages(), "clearPainting", "delete", "ctrl shift BACK_SPACE", this::clear).inWindowOf(view).iconButton());
        bar.add(new JLabel(), "pushx");
        known.buttons().forEach(bar::add);
        return bar;
    }

    private JComponent drawer() {
        JPanel drawer = new JPanel(new MigLayout("insets 0, fill, hidemode 3, gap 6", "[][][][][grow]", "[28!][][grow, fill]"));
        Act draw = new Act(desk.messages(), "drawPair", "dice", "ctrl ENTER", () -> box.draw(1)).inWindowOf(view);
        drawer.add(draw.button());
        drawer.add(new Act(desk.messages(), "drawThousand", "play", "ctrl P", this::drawThousand).inWindowOf(view).button());
        drawer.add(new Act(desk.messages(), "drawMany", "next", "ctrl M", this::drawMany).inWindowOf(view).button());
        drawer.add(new Act(desk.messages(), "forgetDraws", "delete", "ctrl BACK_SPACE", this::forget).inWindowOf(view).iconButton(), "wrap");
        drawer.add(shows.buttons().get(0), "split 3, spanx 5, growx 0");
        drawer.add(shows.buttons().get(1), "growx 0");
        drawer.add(count, "gapx 8, growx, pushx, wmin 40, wrap");
        drawer.add(new PairView(desk, box), "spanx 5, split 2, grow, wmin 120, hmin 70");
        drawer.add(picker, "grow, wmin 90, hmin 70");
        return drawer;
    }

    private void take(Source wanted) {
        if (wanted == Source.FOLDER) {
            chooseFolder();
            return;
        }
        if (wanted == Source.PAINTED) {
            tools.press(HeatView.Tool.BRUSH);
            box.clear();
        } else box.take(Example.valueOf(wanted.name()).density());
        comesFrom(wanted);
    }

    /** The box comes from there now. */
    private void comesFrom(Source another) {
        from = another;
        Choices.select(source, another);
        picker.setVisible(another == Source.FOLDER);
        view.revalidate();
    }

    /** As long as no folder has been read, the box is what it was. */
    private void chooseFolder() {
        Choices.select(source, from);
        OpenFrom.folder(view, desk.text("theory.pixels.folder")).ifPresent(this::read);
    }

    private void read(Path folder) {
        desk.say(desk.text("theory.pixels.reading"));
        desk.then(desk.studio().laboratory().greyPictures(folder), read -> {
            picker.show(Optional.of(read));
            comesFrom(Source.FOLDER);
        });
    }

    private void clear() {
        box.clear();
        comesFrom(Source.PAINTED);
    }

    private void drawThousand() {
        shows.press(SurfaceView.Show.HISTOGRAM);
        left += THOUSAND;
        drawing.start();
    }

    private void drawMany() {
        shows.press(SurfaceView.Show.HISTOGRAM);
        box.draw(MANY);
    }

    private void drawSome(double seconds) {
        due += Math.max(1, seconds * 60) * THOUSAND / FRAMES;
        int now = Math.min(left, (int) due);
        due -= now;
        left -= now;
        if (left == 0) {
            drawing.stop();
            due = 0;
        }
        box.draw(now);
    }

    private void forget() {
        left = 0;
        drawing.stop();
        box.forget();
    }

    private void show() {
        cut.setVisible(box.isCut());
        if (box.isPainted() && from != Source.PAINTED) comesFrom(Source.PAINTED);
        undo.enableUnless(box.canUndo() ? "" : desk.text("theory.pixels.nothingToUndo"));
        Histogram drawn = box.histogram();
        Optional<TwoPixelDensity> truth = box.density();
        count.setText(drawn.total() == 0 || truth.isEmpty() ? desk.text("theory.pixels.none")
                : desk.text("theory.pixels.count", drawn.total(), drawn.totalVariation(truth.get())));
    }

    @Override
    public String key() {
        return "pixels";
    }

    @Override
    public JComponent view() {
        return view;
    }

    @Override
    public void turnTo(int page) {
        if (page != CUT_PAGE) box.uncut();
        if (page == CUT_PAGE) {
            tools.press(HeatView.Tool.CUT);
            known.press(Cut.Known.LEFT);
        } else if (page == PAINT_PAGE) {
            tools.press(HeatView.Tool.BRUSH);
        }
        if (page != DRAW_PAGE) shows.press(SurfaceView.Show.SURFACE);
    }

    @Override
    public Object[] figures(int page) {
        // an avatar of 64 x 64 pixels in three colours
        return page == AVATAR_PAGE ? new Object[] {64, 64 * 64 * 3} : new Object[0];
    }

    @Override
    public Optional<Motion> motion() {
        return surface.motion();
    }
}
