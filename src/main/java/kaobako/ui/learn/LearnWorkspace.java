package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JPanel;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.Workspace;

/** Learn: the models that were learned here beside what is to be learned next, or one of them. */
public final class LearnWorkspace implements Workspace {
    private static final int LIST_WIDTH = 216;
    private static final int POLL_MILLIS = 150;

    private final Desk desk;
    private final JPanel all = new JPanel(new BorderLayout());
    private final CardLayout cards = new CardLayout();
    private final JPanel pages = new JPanel(cards);
    private final ModelActions actions;
    private final SetupPage setup;
    private final RunPage page;
    private Optional<Entry> shown = Optional.empty();

    public LearnWorkspace(Desk desk) {
        this.desk = desk;
        all.setName("learn");
        actions = new ModelActions(desk, all);
        setup = new SetupPage(desk);
        page = new RunPage(desk, actions);
        ModelList list = new ModelList(desk, actions);
        list.setPreferredSize(new Dimension(UIScale.scale(LIST_WIDTH), 100));
        pages.add(setup, "setup");
        pages.add(page, "page");
        all.add(list, BorderLayout.LINE_START);
        all.add(pages, BorderLayout.CENTER);
        Poll.of(all, POLL_MILLIS, this::newest, this::show);
    }

    @Override
    public String key() {
        return "learn";
    }

    @Override
    public JComponent component() {
        return all;
    }

    @Override
    public void opened() {
        desk.studio().learning().find();
        setup.opened();
    }

    /** The entry of the model that the controls name; the same object as long as nothing is new. */
    private Optional<Entry> newest() {
        Optional<Entry> now = Entry.named(desk, desk.settings().learn().shown());
        if (!now.equals(shown)) shown = now;
        return shown;
    }

    private void show(Optional<Entry> entry) {
        entry.ifPresentOrElse(page::show, actions::showNone);
        cards.show(pages, entry.isPresent() ? "page" : "setup");
    }
}
