package kaobako.ui.theory;

import java.awt.CardLayout;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JPanel;
import kaobako.generate.Recipe;
import kaobako.studio.Model;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Motion;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** Chapter 6: the same for an avatar, a point in a space of thousands of dimensions, made by the user's model; and two pixels of many. */
final class AvatarChapter implements Chapter {
    private static final String SCENES = "scenes", NO_MODEL = "none";
    private static final int SPACE_PAGE = 1, FORMING_PAGE = 2, SHELL_PAGE = 3, PIXELS_PAGE = 5, LAST_PAGE = 6;

    /** What is looked at. */
    private enum Scene { STEPS, PIXELS }

    private final Desk desk;
    private final Making making;
    private final Handful handful;
    private final MakingView steps;
    private final CardLayout cards = new CardLayout();
    private final JPanel view = new JPanel(cards);
    private final CardLayout stageCards = new CardLayout();
    private final JPanel stage = new JPanel(stageCards);
    private final Choice<Scene> scenes;
    private Scene scene = Scene.STEPS;

    AvatarChapter(Desk desk) {
        this.desk = desk;
        making = new Making(desk);
        handful = new Handful(desk);
        steps = new MakingView(desk, making);
        scenes = new Choice<>(desk, "theory.avatar.scene", List.of(Scene.values()), this::open);
        stage.add(steps, Scene.STEPS.name());
        stage.add(new HandfulView(desk, handful), Scene.PIXELS.name());
        view.add(whole(), SCENES);
        view.add(noModel(), NO_MODEL);
        making.onChange(this::show);
        show();
        Poll.of(view, Poll.SLOW, desk.studio()::models, models -> show());
    }

    private JComponent whole() {
        JPanel panel = new JPanel(new MigLayout("insets 10 4 12 12, fill, wrap 1, gap 6", "[grow, fill]", "[][grow, fill]"));
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 4", "", "[28!, center]"));
        scenes.buttons().forEach(bar::add);
        panel.add(bar);
        panel.add(stage, "grow, w 10:600:, h 10:500:");
        return panel;
    }

    private JComponent noModel() {
        JPanel panel = new JPanel(new MigLayout("insets 40, fill", "push[400:460:, fill]push", "push[]push"));
        panel.add(Words.paragraph("large", desk.text("theory.avatar.noModel")));
        return panel;
    }

    private void open(Scene wanted) {
        scene = wanted;
        stageCards.show(stage, wanted.name());
    }

    private void show() {
        cards.show(view, making.model().isPresent() || !making.film().frames().isEmpty() ? SCENES : NO_MODEL);
    }

    /** Makes it again as it was made, which is exact, and keeps every step. */
    @Override
    public boolean explains(Recipe recipe) {
        scenes.press(Scene.STEPS);
        desk.studio().models().stream().filter(m -> m.name().equals(recipe.model())).findFirst().ifPresentOrElse(
                model -> steps.restart(() -> making.make(recipe.config(model.folder()))),
                () -> desk.say(desk.text("recipe.modelMissing", recipe.model())));
        return true;
    }

    @Override
    public String key() {
        return "avatar";
    }

    @Override
    public JComponent view() {
        return view;
    }

    @Override
    public void turnTo(int page) {
        if (page < LAST_PAGE) scenes.press(page == PIXELS_PAGE ? Scene.PIXELS : Scene.STEPS);
        if (page == FORMING_PAGE) steps.replay();
    }

    @Override
    public Object[] figures(int page) {
        if (page == PIXELS_PAGE) return new Object[] {Handful.PICTURES};
        int numbers = making.film().numbers() > 0 ? making.film().numbers() : making.model().map(AvatarChapter::numbers).orElse(64 * 64 * 3);
        return page == SPACE_PAGE ? new Object[] {numbers} : page == SHELL_PAGE ? new Object[] {numbers, Math.sqrt(numbers)} : new Object[0];
    }

    private static int numbers(Model model) {
        return Math.max(1, model.width()) * Math.max(1, model.height()) * 3;
    }

    @Override
    public Optional<Motion> motion() {
        return scene == Scene.STEPS ? steps.motion(view) : Optional.empty();
    }
}
