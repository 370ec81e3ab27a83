package kaobako.ui;

import com.formdev.flatlaf.FlatClientProperties;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.extras.FlatSVGUtils;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Image;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import javax.swing.WindowConstants;
import kaobako.studio.JobHandle;
import kaobako.studio.LearnedModel;
import kaobako.studio.Problem;
import kaobako.studio.Studio;
import kaobako.text.Sentence;
import net.miginfocom.swing.MigLayout;

/** The window: side bar, the workspace that is open, device chip and job strip. Event thread. */
public final class MainFrame extends JFrame implements Desk.Frame {
    private static final String LOGO = "/kaobako/ui/icons/logo";
    private static final int SMALL = 32;

    private static final Set<JobHandle.Purpose> TITLED = EnumSet.of(JobHandle.Purpose.DRAW, JobHandle.Purpose.WALK, JobHandle.Purpose.LEARN);

    private final Studio studio;
    private final DrawState draw;
    private final WalkState walk;
    private final Farewell farewell;
    private final CardLayout cards = new CardLayout();
    private final Map<String, Workspace> workspaces = new LinkedHashMap<>();
    private Theme.Brightness system = Theme.Brightness.LIGHT;
    private boolean asking;
    private SideBar sideBar;
    private JPanel stage;
    private ToastLayer toasts;
    private Messages messages;

    MainFrame(Studio studio) {
        this.studio = studio;
        draw = new DrawState(studio);
        walk = new WalkState(studio, draw);
        farewell = new Farewell(studio, this);
        setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        setIconImages(logos());
        translate();
        build();
        WindowPlace.restore(this, studio.settings());
        TitleBar.apply(this, studio.settings());
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent e) {
                farewell.ask(messages);
            }

            @Override
            public void windowActivated(WindowEvent e) {
                followSystem();
            }
        });
        Poll.of(getRootPane(), Poll.SLOW, this::titleNow, this::setTitle);
    }

    /** Small ones are drawn for their size. */
    private static List<Image> logos() {
        Stream<Image> small = FlatSVGUtils.createWindowIconImages(LOGO + "-small.svg").stream().filter(image -> image.getWidth(null) <= SMALL);
        Stream<Image> large = FlatSVGUtils.createWindowIconImages(LOGO + ".svg").stream().filter(image -> image.getWidth(null) > SMALL);
        return Stream.concat(small, large).toList();
    }

    private void build() {
        Desk desk = new Desk(studio, messages, draw, walk, this);
        draw.forgetListeners();
        walk.forgetListeners();
        // workspaces look at once at what there is, and may have something to report
        if (toasts == null) toasts = new ToastLayer(getRootPane(), messages);
        else toasts.speak(messages);
        workspaces.clear();
        Workspaces.all(desk).forEach(w -> workspaces.put(w.key(), w));
        sideBar = new SideBar(messages, workspaces.values().stream().toList(), this::openWorkspace);
        stage = new JPanel(cards);
        workspaces.forEach((key, workspace) -> stage.add(workspace.component(), key));

        JPanel status = new JPanel(new MigLayout("insets 3 8 3 10, fillx", "[][grow, right]", "[30!, center]"));
        status.putClientProperty(FlatClientProperties.STYLE_CLASS, "status");
        status.add(new DeviceChip(desk));
        status.add(new JobStrip(desk), "wmin 0");

        JPanel all = new JPanel(new BorderLayout());
        all.add(sideBar, BorderLayout.LINE_START);
        all.add(stage, BorderLayout.CENTER);
        all.add(status, BorderLayout.PAGE_END);
        setContentPane(all);
        all.setTransferHandler(new RecipeDrop(desk));
        new Act(messages, "undo", "undo", Toast.UNDO_KEY, toasts::undo).bind(all, JComponent.WHEN_IN_FOCUSED_WINDOW);
        new FinishNews(desk, this, all);
        String last = studio.settings().workspace();
        openWorkspace(workspaces.containsKey(last) ? last : workspaces.keySet().iterator().next());
    }

    @Override
    public void openWorkspace(String key) {
        sideBar.select(key);
        cards.show(stage, key);
        studio.change(s -> s.withWorkspace(key));
        workspaces.get(key).opened();
    }

    @Override
    public void show(Toast toast) {
        toasts.show(toast);
    }

    @Override
    public void restyle() {
        Theme.apply(studio.settings(), system);
        TitleBar.apply(this, studio.settings());
        speak();
        FlatLaf.updateUI();
    }

    private void translate() {
        messages = Messages.in(studio.settings().language());
        setLocale(messages.locale());
        speak();
    }

    /** Dialogs of Swing's own speak as the window does: some ask their component for the language, some the look. */
    private void speak() {
        JComponent.setDefaultLocale(messages.locale());
        UIManager.getLookAndFeelDefaults().setDefaultLocale(messages.locale());
        TitleBarUI.speak(messages);
    }

    @Override
    public void reopen() {
        // they speak as the window did, and are as large
        Arrays.stream(getOwnedWindows()).filter(JDialog.class::isInstance).forEach(java.awt.Window::dispose);
        translate();
        restyle();
        build();
        revalidate();
        repaint();
    }

    /** Finds out whether the system's windows are light or dark, which may have changed while we were in the background. */
    void followSystem() {
        // a window that is shown is usually activated too
        if (asking) return;
        asking = true;
        studio.onIo(SystemTheme::isDark).thenAccept(dark -> SwingUtilities.invokeLater(
                () -> follow(dark ? Theme.Brightness.DARK : Theme.Brightness.LIGHT)));
    }

    private void follow(Theme.Brightness brightness) {
        asking = false;
        if (brightness == system) return;
        system = brightness;
        restyle();
    }

    DrawState state() {
        return draw;
    }

    WalkState walkState() {
        return walk;
    }

    void tell(Sentence sentence) {
        show(Toast.of(messages.say(sentence)));
    }

    void report(Problem problem) {
        show(Toast.of(messages, problem));
    }

    /** How far the newest of the jobs is that one waits for, so that a task bar shows it too. */
    private String titleNow() {
        String name = messages.text("app.title");
        return studio.jobs().stream().filter(h -> TITLED.contains(h.purpose())).map(JobHandle::moment)
                .filter(m -> !m.state().isEnd() && m.progress().total() > 0).reduce((older, newer) -> newer)
                .map(m -> messages.text("app.titleWhile", 100 * m.progress().done() / m.progress().total(), name)).orElse(name);
    }

    /** Offers to go on with what an earlier start has left. */
    void offer(List<LearnedModel> models) {
        for (LearnedModel model : models) {
            if (!model.isLeft() || studio.learning().active(model.folder()).isPresent()) continue;
            show(Toast.offer(messages.text("learn.offer", model.name(), Math.max(0, model.step())), messages.text("action.goOn"), () -> {
                studio.change(s -> s.withLearn(s.learn().withShown(model.name())));
                openWorkspace("learn");
                studio.learning().goOn(model, model.plan().recipe().steps());
            }));
        }
    }

    /** Hides at once, stops the jobs and ends the program once everything is saved. */
    void leave() {
        farewell.leave(List.of());
    }

    /** Everything is saved: whoever runs the program may end it. */
    void closed() {
        firePropertyChange("closed", false, true);
    }
}
