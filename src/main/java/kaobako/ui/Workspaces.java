package kaobako.ui;

import java.util.List;
import java.util.function.Function;
import kaobako.ui.device.DeviceWorkspace;
import kaobako.ui.draw.DrawWorkspace;
import kaobako.ui.gallery.GalleryWorkspace;
import kaobako.ui.learn.LearnWorkspace;
import kaobako.ui.theory.TheoryWorkspace;
import kaobako.ui.walk.WalkWorkspace;

/** Every workspace, in the order of the side bar. A new one is a line here, its package, an icon and its messages. */
final class Workspaces {
    static final List<Function<Desk, Workspace>> ALL = List.of(
            DrawWorkspace::new,
            WalkWorkspace::new,
            GalleryWorkspace::new,
            LearnWorkspace::new,
            TheoryWorkspace::new,
            DeviceWorkspace::new);

    private Workspaces() {}

    /** Makes them all. */
    static List<Workspace> all(Desk desk) {
        return ALL.stream().map(maker -> maker.apply(desk)).toList();
    }
}
