package kaobako.ui.theory;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.event.HierarchyEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.Workspace;
import kaobako.ui.part.Column;
import kaobako.ui.part.SaveView;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** A book about what drawing from the box is: a page's text at the left, at the right the chapter's view to play with. */
public final class TheoryWorkspace implements Workspace {
    private static final String CHAPTER = "theory.chapter", PAGE = "theory.page";

    private final Desk desk;
    private List<Chapter> chapters = List.of();
    private final List<JToggleButton> numbers = new ArrayList<>();
    private final JPanel all = new JPanel(new BorderLayout());
    private final CardLayout cards = new CardLayout();
    private final JPanel stage = new JPanel(cards);
    private final JLabel title = new JLabel();
    private final JTextArea head = Words.paragraph("h2");
    private final JTextArea text = Words.paragraph("large");
    private final Dots dots = new Dots(this::openPage);
    private final Act back;
    private final Act next;
    private int chapter;
    private int page;
    private boolean showing;
    private final Act gif;

    public TheoryWorkspace(Desk desk) {
        this.desk = desk;
        back = new Act(desk.messages(), "pageBack", "previous", "alt LEFT", () -> turn(-1)).inWindowOf(all);
        next = new Act(desk.messages(), "pageNext", "next", "alt RIGHT", () -> turn(1)).inWindowOf(all);
        gif = new Act(desk.messages(), "saveGif", "film", "ctrl E", () -> now().motion().ifPresent(m -> SaveView.gif(desk, now().view(), m)))
                .inWindowOf(all);
        Poll.of(all, Poll.SLOW, this::moves, moves -> gif.enableUnless(moves ? "" : desk.text("theory.still")));
        all.addHierarchyListener(e -> {
            if ((e.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0) showing(all.isShowing());
        });
    }

    /** Chapters are made when the book is opened first: a start without it pays nothing for them. */
    private void make() {
        chapters = Chapters.all(desk);
        for (Chapter each : chapters) stage.add(each.view(), each.key());
        all.add(side(), BorderLayout.LINE_START);
        all.add(stage, BorderLayout.CENTER);
        chapter = Math.max(0, Math.min(chapters.size() - 1, desk.settings().place(CHAPTER, 0)));
        open(chapter, desk.settings().place(PAGE, 1));
        if (showing) now().shown();
    }

    private JComponent side() {
        JPanel side = new JPanel(new MigLayout("insets 12 14 12 12, wrap 1, fill", "[318!, fill]", "[]14[]4[]8[grow, fill]8[]"));
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 3", "", "[28!, center]"));
        ButtonGroup group = new ButtonGroup();
        for (int i = 0; i < chapters.size(); i++) {
            int number = i;
            JToggleButton button = new JToggleButton(Integer.toString(i + 1));
            button.setName("theory-" + chapters.get(i).key());
            button.setToolTipText(title(i));
            button.getAccessibleContext().setAccessibleName(title(i));
            button.putClientProperty("JButton.buttonType", "toolBarButton");
            button.addActionListener(e -> open(number, 1));
            group.add(button);
            numbers.add(button);
            bar.add(button, "w 30!");
        }
        bar.add(new JLabel(), "pushx");
        bar.add(new Act(desk.messages(), "savePng", "save", "ctrl S", this::savePng).bind(all, JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                .iconButton());
        bar.add(gif.iconButton());
        side.add(bar);
        title.setEnabled(false);
        side.add(title);
        side.add(head, "wmin 100");
        Column pageText = new Column("insets 0, fillx, wrap 1", "[grow, fill]");
        text.setName("theory-text");
        pageText.add(text, "wmin 100");
        side.add(pageText.scrolling(), "wmin 100, hmin 60");
        JPanel turning = new JPanel(new MigLayout("insets 0, fillx", "[][grow, fill][]", "[center]"));
        turning.add(back.button());
        turning.add(dots, "wmin 40");
        JButton forward = next.button();
        forward.setHorizontalTextPosition(SwingConstants.LEADING);
        forward.setIcon(Icons.of("next", 16, "Kaobako.primaryForeground"));
        forward.putClientProperty("FlatLaf.styleClass", "primary");
        turning.add(forward);
        side.add(turning);
        return side;
    }

    @Override
    public String key() {
        return "theory";
    }

    @Override
    public JComponent component() {
        return all;
    }

    @Override
    public void opened() {
        if (chapters.isEmpty()) make();
        desk.draw().takeExplained().ifPresent(recipe -> {
            for (int i = 0; i < chapters.size(); i++) {
                if (!chapters.get(i).explains(recipe)) continue;
                open(i, 1);
                return;
            }
        });
    }

    private Chapter now() {
        return chapters.get(chapter);
    }

    private void openPage(int number) {
        open(chapter, number);
    }

    private String title(int number) {
        return desk.text("theory.chapter", number + 1, desk.text("theory." + chapters.get(number).key() + ".title"));
    }

    /** As many as there are texts. */
    private int pages(int number) {
        int pages = 0;
        while (desk.messages().find("theory." + chapters.get(number).key() + "." + (pages + 1)).isPresent()) pages++;
        return Math.max(1, pages);
    }

    /** One page on or back, into the next chapter or the one before if need be. */
    private void turn(int by) {
        int to = page + by;
        if (to < 1 && chapter > 0) open(chapter - 1, pages(chapter - 1));
        else if (to > pages(chapter) && chapter + 1 < chapters.size()) open(chapter + 1, 1);
        else if (to >= 1 && to <= pages(chapter)) open(chapter, to);
    }

    private void open(int number, int wanted) {
        if (number != chapter && showing) now().hidden();
        boolean another = number != chapter;
        chapter = number;
        page = Math.max(1, Math.min(pages(number), wanted));
        desk.change(s -> s.withPlace(CHAPTER, chapter).withPlace(PAGE, page));
        cards.show(stage, now().key());
        numbers.get(number).setSelected(true);
        String key = "theory." + now().key() + "." + page;
        title.setText(title(number));
        head.setText(desk.text(key + ".head", now().figures(page)));
        text.setText(desk.text(key, now().figures(page)));
        text.getAccessibleContext().setAccessibleName(head.getText());
        dots.show(page, pages(number), desk.text("theory.page", page, pages(number)));
        back.enableUnless(number == 0 && page == 1 ? desk.text("theory.first") : "");
        next.enableUnless(number == chapters.size() - 1 && page == pages(number) ? desk.text("theory.last") : "");
        now().turnTo(page);
        if (another && showing) now().shown();
    }

    private void showing(boolean onScreen) {
        if (onScreen == showing) return;
        showing = onScreen;
        if (chapters.isEmpty()) return;
        if (onScreen) now().shown();
        else now().hidden();
    }

    private void savePng() {
        SaveView.png(desk, now().view(), now().key());
    }

    private boolean moves() {
        return !chapters.isEmpty() && now().motion().isPresent();
    }
}
