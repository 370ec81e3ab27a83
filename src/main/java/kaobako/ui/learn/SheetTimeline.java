package kaobako.ui.learn;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JSlider;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import kaobako.studio.LearnPlan;
import kaobako.studio.Learned;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.part.NearestDialog;
import kaobako.ui.part.SliderPlay;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** Samples from the same seeds as training goes on: a time line to scrub, and the first of them beside the chosen one. */
final class SheetTimeline extends JPanel {
    private static final int FRAME_MILLIS = 250;

    private final Desk desk;
    private final SheetView view;
    private final JSlider slider = new JSlider(0, 0);
    private final JLabel caption = new JLabel();
    private final JTextArea coach = Words.paragraph("small");
    private final JToggleButton compare;
    private final SliderPlay player = new SliderPlay(slider, FRAME_MILLIS);
    private final Map<Path, BufferedImage> images = new HashMap<>();
    private final Set<Path> asked = new HashSet<>();
    private final Act play;
    private final Act nearest;
    private Optional<LearnPlan> plan = Optional.empty();
    private List<Learned.Sheet> sheets = List.of();

    SheetTimeline(Desk desk) {
        super(new MigLayout("insets 0, fill, wrap 1, gapy 6", "[grow, fill]", "[][grow, fill][][][]"));
        this.desk = desk;
        view = new SheetView(desk, this::showSheet, this::showNearest);
        JLabel title = new JLabel(desk.text("learn.samples"));
        title.putClientProperty("FlatLaf.styleClass", "h4");
        compare = new JToggleButton(desk.text("learn.compare"), Icons.of("compare", 16));
        compare.setName("before-after");
        compare.setToolTipText(desk.text("learn.compare.tip"));
        compare.putClientProperty("JButton.buttonType", "toolBarButton");
        compare.putClientProperty("FlatLaf.styleClass", "small");
        compare.addActionListener(e -> showSheet());
        play = new Act(desk.messages(), "playSamples", "play", "ctrl P", player::toggle).bind(this, WHEN_IN_FOCUSED_WINDOW);
        slider.setName("sheet-slider");
        slider.setSnapToTicks(true);
        slider.getAccessibleContext().setAccessibleName(desk.text("learn.timeline"));
        slider.addChangeListener(e -> showSheet());
        nearest = new Act(desk.messages(), "nearest", "nearest", "N", this::showNearest).bind(view, WHEN_FOCUSED);
        JPopupMenu menu = new JPopupMenu();
        menu.add(nearest);
        view.setComponentPopupMenu(menu);
        caption.setEnabled(false);
        caption.setName("sheet-caption");
        add(title, "split 2, growx");
        add(compare, "growx 0");
        add(view, "wmin 60, hmin 60");
        add(play.iconButton(), "split 2, growx 0");
        add(slider, "growx, wmin 60");
        coach.setName("coach");
        coach.setFocusable(true);
        coach.getAccessibleContext().setAccessibleName(desk.text("learn.coach"));
        add(caption, "split 2, growx, wmin 40");
        add(nearest.iconButton(), "growx 0");
        add(coach, "wmin 40, hidemode 3");
        show(List.of());
        showSheet();
    }

    /** For another model. */
    void clear(LearnPlan itsPlan) {
        plan = Optional.of(itsPlan);
        player.stop();
        images.clear();
        asked.clear();
        show(List.of());
    }

    /** Says why the newest samples look as they do; nothing for an empty sentence. */
    void advise(String sentence) {
        coach.setVisible(!sentence.isEmpty());
        if (!coach.getText().equals(sentence)) coach.setText(sentence);
    }

    /** The slider stays where it is unless it stood at the newest, which it follows. */
    void show(List<Learned.Sheet> now) {
        if (now == sheets && slider.isEnabled() == now.size() > 1) return;
        boolean atEnd = slider.getValue() >= sheets.size() - 1;
        sheets = now;
        slider.setMaximum(Math.max(0, sheets.size() - 1));
        slider.setEnabled(sheets.size() > 1);
        compare.setEnabled(sheets.size() > 1);
        play.enableUnless(sheets.size() > 1 ? "" : desk.text("learn.oneSheet"));
        if (atEnd) slider.setValue(slider.getMaximum());
        sheets.stream().filter(s -> asked.add(s.file())).forEach(this::load);
        showSheet();
    }

    private void load(Learned.Sheet sheet) {
        desk.then(desk.studio().learning().image(sheet), image -> {
            images.put(sheet.file(), image);
            showSheet();
        });
    }

    private void showSheet() {
        nearest.enableUnless(view.sample().isPresent() && !sheets.isEmpty() ? "" : desk.text("nearest.noSample"));
        if (sheets.isEmpty()) {
            view.show(Optional.empty(), Optional.empty());
            caption.setText(desk.text("learn.noSamples"));
            return;
        }
        Learned.Sheet chosen = chosen();
        boolean both = compare.isSelected() && sheets.size() > 1;
        view.show(both ? image(sheets.get(0)) : Optional.empty(), image(chosen));
        caption.setText(both ? desk.text("learn.beforeAfter", sheets.get(0).step(), chosen.step()) : desk.text("learn.sheetOf", chosen.step()));
    }

    private Learned.Sheet chosen() {
        return sheets.get(Math.min(slider.getValue(), sheets.size() - 1));
    }

    private void showNearest() {
        view.picture().ifPresent(picture -> NearestDialog.open(desk, this, picture,
                desk.text("nearest.sample", view.sample().orElseThrow() + 1, chosen().step()), plan));
    }

    private Optional<BufferedImage> image(Learned.Sheet sheet) {
        return Optional.ofNullable(images.get(sheet.file()));
    }
}
