package kaobako.ui.part;

import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.StringSelection;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.swing.JComponent;
import javax.swing.JMenu;
import javax.swing.JPopupMenu;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.studio.Gallery;
import kaobako.studio.LearnPlan;
import kaobako.studio.PictureFiles;
import kaobako.studio.WalkControls;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.WalkState;

/** What can be done with pictures, wherever they are shown: a menu and keys over whatever is selected. Event thread. */
public final class PickActions {
    private static final List<Integer> SIZES = List.of(64, 256, 512);
    private static final int CLIPBOARD_SIZE = 512;

    private final Desk desk;
    private final JComponent owner;
    private final Supplier<List<Pick>> selection;
    private final List<Act> acts = new ArrayList<>();
    private final List<Act> sizes = new ArrayList<>();
    private Consumer<List<Path>> deleted = gone -> { };

    /** @param owner where the keys work; usually a wall and what surrounds it */
    public PickActions(Desk desk, JComponent owner, Supplier<List<Pick>> selection) {
        this.desk = desk;
        this.owner = owner;
        this.selection = selection;
        add("save", "save", "ctrl S", () -> save(0));
        for (int i = 0; i < SIZES.size(); i++) {
            int size = SIZES.get(i);
            sizes.add(act("save" + size, "save", "alt " + (i + 1), () -> save(size)));
        }
        add("copy", "copy", "ctrl C", this::copy);
        add("copySeed", "seed", "ctrl shift C", this::copySeed);
        add("favourite", "heart", "F", this::favourite);
        add("variations", "variations", "V", this::variations);
        add("useAsA", "walk-a", "A", () -> use("walk.startsAt", WalkState::useAsA));
        add("useAsB", "walk-b", "B", () -> use("walk.leadsTo", WalkState::useAsB));
        add("addToWalk", "plus", "W", this::addToWalk);
        add("showRecipe", "info", "I", this::showRecipe);
        add("explain", "theory", "H", this::explain);
        add("nearest", "nearest", "N", this::nearest);
        add("useRecipe", "restore", "R", this::useRecipe);
        add("delete", "delete", "DELETE", this::delete);
    }

    private void add(String name, String icon, String key, Runnable body) {
        acts.add(act(name, icon, key, body));
    }

    private Act act(String name, String icon, String key, Runnable body) {
        return new Act(desk.messages(), name, icon, key, () -> {
            if (selection.get().isEmpty()) desk.say(desk.text("pick.none"));
            else body.run();
        }).bind(owner, JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
    }

    /** The same actions for another place. */
    public Act act(String name) {
        return acts.stream().filter(a -> name.equals(a.getValue(Act.ACTION_COMMAND_KEY))).findFirst().orElseThrow();
    }

    public JPopupMenu menu() {
        JPopupMenu menu = new JPopupMenu();
        for (Act act : acts) {
            menu.add(act);
            if (act != acts.get(0)) continue;
            JMenu as = new JMenu(desk.text("action.saveAs"));
            sizes.forEach(as::add);
            menu.add(as);
        }
        return menu;
    }

    /** Told which pictures have gone to the bin, and of none once they have come back. */
    public void onDelete(Consumer<List<Path>> listener) {
        deleted = listener;
    }

    /** Saves at about {@code size} pixels a side, whole factors only; 0 for the picture's own size. */
    private void save(int size) {
        List<Pick> picks = finished();
        if (picks.isEmpty()) {
            sayForming();
            return;
        }
        boolean one = picks.size() == 1;
        List<String> names = names(picks, size);
        Optional<Path> target = one ? SaveTo.file(desk, owner, desk.text("save.title"), names.get(0))
                : SaveTo.folder(desk, owner, desk.text("save.title"), names);
        target.ifPresent(chosen -> save(picks, size, one ? List.of(chosen) : names.stream().map(chosen::resolve).toList(), chosen));
    }

    private void save(List<Pick> picks, int size, List<Path> files, Path shown) {
        desk.then(desk.studio().onIo(() -> {
            for (int i = 0; i < picks.size(); i++) {
                Picture picture = picks.get(i).picture().orElseThrow();
                PictureFiles.saveAs(files.get(i), picture, picks.get(i).recipe().orElseThrow(), factor(picture, size));
            }
            return picks.size();
        }), count -> desk.say(desk.text("save.done", count, shown)));
    }

    /** One for each: pictures of two models may have the same seed, and two mixes the same seeds. */
    private static List<String> names(List<Pick> picks, int size) {
        Map<String, Integer> used = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (Pick pick : picks) {
            String seeds = pick.seeds().parts().stream().map(p -> Long.toString(p.seed())).collect(Collectors.joining("x"));
            String name = "kaobako-" + seeds + (size == 0 ? "" : "-" + size);
            int number = used.merge(name, 1, Integer::sum);
            names.add(name + (number == 1 ? "" : " (" + number + ")") + ".png");
        }
        return names;
    }

    private static int factor(Picture picture, int size) {
        return Math.max(1, Math.min(Recipe.LARGEST_SCALE, size / picture.width()));
    }

    private void copy() {
        selection.get().get(0).picture().ifPresentOrElse(picture -> {
            BufferedImage image = PictureFiles.enlarged(picture, factor(picture, CLIPBOARD_SIZE));
            clipboard().setContents(new ImageSelection(image), null);
            desk.say(desk.text("copy.picture"));
        }, this::sayForming);
    }

    private void copySeed() {
        String seeds = selection.get().stream().map(p -> Long.toString(p.seeds().parts().get(0).seed())).collect(Collectors.joining("\n"));
        clipboard().setContents(new StringSelection(seeds), null);
        desk.say(desk.text("copy.seed", seeds.replace("\n", ", ")));
    }

    private void favourite() {
        List<Path> files = files();
        if (files.isEmpty()) {
            sayForming();
            return;
        }
        boolean all = selection.get().stream().allMatch(p -> p.state() == Pick.State.FAVOURITE);
        Gallery gallery = desk.studio().gallery();
        desk.then(desk.studio().onIo(() -> {
            for (Path file : files) gallery.mark(file, all ? Gallery.Mark.NONE : Gallery.Mark.FAVOURITE);
            return null;
        }), done -> { });
    }

    private void variations() {
        desk.open("draw");
        Pick centre = selection.get().get(0);
        desk.draw().drawVariations(centre.seeds());
    }

    /** Changes the walk by the first picture, with a way back. */
    private void use(String sentence, BiConsumer<WalkState, SeedMix> change) {
        Pick pick = selection.get().get(0);
        changeWalk(desk.text(sentence, pick.caption()), () -> change.accept(desk.walk(), pick.seeds()));
    }

    private void addToWalk() {
        List<SeedMix> seeds = selection.get().stream().map(Pick::seeds).toList();
        changeWalk(desk.text("walk.added", seeds.size()), () -> desk.walk().add(seeds));
    }

    private void changeWalk(String sentence, Runnable change) {
        WalkControls before = desk.walk().controls();
        change.run();
        desk.sayWithUndo(sentence, () -> desk.walk().change(c -> before));
    }

    private void showRecipe() {
        Pick pick = selection.get().get(0);
        pick.ownRecipe().ifPresentOrElse(recipe -> RecipeDialog.show(desk, owner, recipe), this::sayForming);
    }

    private void explain() {
        selection.get().get(0).ownRecipe().ifPresentOrElse(desk::explain, this::sayForming);
    }

    private void nearest() {
        Pick pick = selection.get().get(0);
        Optional<LearnPlan> plan = pick.recipe().flatMap(r -> desk.studio().learning().plan(r.model()));
        pick.picture().ifPresentOrElse(picture -> NearestDialog.open(desk, owner, picture, pick.caption(), plan), this::sayForming);
    }

    private void useRecipe() {
        Pick pick = selection.get().get(0);
        pick.ownRecipe().ifPresentOrElse(desk::restore, this::sayForming);
    }

    private void delete() {
        List<Path> files = files();
        if (files.isEmpty()) {
            sayForming();
            return;
        }
        Gallery gallery = desk.studio().gallery();
        desk.then(desk.studio().onIo(() -> gallery.delete(files)), deletion -> {
            deleted.accept(deletion.entries().stream().map(Gallery.Entry::file).toList());
            desk.sayWithUndo(desk.text("delete.done", deletion.entries().size()),
                    () -> desk.then(desk.studio().onIo(() -> {
                        gallery.undo(deletion);
                        return null;
                    }), undone -> deleted.accept(List.of())));
        });
    }

    /** What is not there yet can be neither kept nor thrown away. */
    private void sayForming() {
        desk.say(desk.text("pick.forming"));
    }

    private List<Pick> finished() {
        return selection.get().stream().filter(p -> p.picture().isPresent() && p.recipe().isPresent()).toList();
    }

    private List<Path> files() {
        return selection.get().stream().map(Pick::file).flatMap(Optional::stream).toList();
    }

    private static Clipboard clipboard() {
        return Toolkit.getDefaultToolkit().getSystemClipboard();
    }
}
