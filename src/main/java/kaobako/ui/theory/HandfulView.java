package kaobako.ui.theory;

import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import kaobako.studio.DeviceState;
import kaobako.studio.GreyPictures;
import kaobako.studio.Model;
import kaobako.theory.TwoPixelDensity.Cut;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import net.miginfocom.swing.MigLayout;

/** Two pixels of the model's own pictures: the handful of them, the one that is pointed at, and the landscape of the two pixels with its cut. */
final class HandfulView extends JPanel {
    private final Desk desk;
    private final Handful handful;
    private final PixelPicker picker;
    private final CutView cut;
    private final Act draw;
    private final JButton drawButton;
    private final JLabel count = new JLabel();
    private final Choice<Cut.Known> known;
    private Optional<GreyPictures> shown = Optional.empty();

    HandfulView(Desk desk, Handful handful) {
        super(new MigLayout("insets 0, fill, gap 8, hidemode 3", "[grow 50, fill][grow 50, fill]", "[][grow 56, fill][grow 44, fill]"));
        this.desk = desk;
        this.handful = handful;
        PixelBox box = handful.box();
        draw = new Act(desk.messages(), "drawHandful", "dice", "ctrl ENTER", this::drawOrStop).inWindowOf(this);
        drawButton = draw.button();
        picker = new PixelPicker(desk, "avatar.picker", handful::pick);
        cut = new CutView(desk, "avatar", box);
        known = new Choice<>(desk, "theory.avatar.known", List.of(Cut.Known.values()), k -> box.cut(k, middle(k)));
        HeatView heat = new HeatView(desk, "avatar", box);
        heat.use(HeatView.Tool.CUT);
        count.setName("avatar-count");
        add(bar(), "spanx 2, growx, wrap");
        add(picker, "grow, w 10:300:, h 80:280:");
        add(heat, "grow, w 10:300:, h 80:280:, wrap");
        add(new SheetView(desk, handful), "grow, w 10:300:, h 80:220:");
        add(cut, "grow, w 10:300:, h 80:220:");
        handful.onChange(this::follow);
        box.uncut();
        follow();
        Poll.of(this, Poll.FAST, () -> handful.wall().orElse(null), wall -> handful.look());
        Poll.of(this, Poll.SLOW, this::obstacle, draw::enableUnless);
    }

    /** The window's contents are made anew, with another handful: nobody will see what is still being drawn. */
    @Override
    public void removeNotify() {
        super.removeNotify();
        handful.stop();
    }

    private JPanel bar() {
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 6, fillx", "", "[28!, center]"));
        bar.add(drawButton);
        bar.add(count, "gapx 8, growx, pushx, wmin 40");
        known.buttons().forEach(bar::add);
        return bar;
    }

    /** The known pixel's value in the chosen picture, where the cut is sure to meet something. */
    private double middle(Cut.Known pixel) {
        return handful.box().last().map(p -> pixel == Cut.Known.LEFT ? p.x() : p.y()).orElse(0.0);
    }

    private Optional<Model> model() {
        return desk.draw().model().filter(m -> m.obstacle().isEmpty());
    }

    private String obstacle() {
        if (desk.studio().device().phase() != DeviceState.Phase.READY) return desk.text("draw.noDevice");
        return model().isEmpty() ? desk.text("draw.noModel") : "";
    }

    private void drawOrStop() {
        if (handful.isDrawing()) handful.stop();
        else model().ifPresent(handful::draw);
        follow();
    }

    private void follow() {
        boolean drawing = handful.isDrawing();
        drawButton.setText(drawing ? desk.text("action.stop") : desk.text("action.drawHandful"));
        drawButton.setIcon(Icons.of(drawing ? "stop" : "dice", 16));
        count.setText(handful.from().map(m -> desk.text("theory.avatar.count", handful.count(), Handful.PICTURES, m.name())).orElse(""));
        boolean any = handful.count() > 0;
        cut.setVisible(any);
        known.buttons().forEach(b -> b.setEnabled(any));
        if (shown.equals(handful.greys())) return;
        boolean more = shown.map(s -> s.grey().size()).orElse(0) != handful.count();
        shown = handful.greys();
        boolean first = any && !handful.box().isCut();
        if (more) picker.show(shown);
        else picker.point(shown);
        if (first) known.press(Cut.Known.LEFT);
    }
}
