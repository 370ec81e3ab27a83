package kaobako.ui.theory;

import java.util.List;
import java.util.function.BiFunction;
import kaobako.ui.Desk;

/** Every chapter, in the order of the book. A new one is a line here, its class and its messages. They share one box of pictures. */
final class Chapters {
    static final List<BiFunction<Desk, PixelBox, Chapter>> ALL = List.of(
            TwoPixelsChapter::new,
            (desk, box) -> new BallsChapter(desk),
            (desk, box) -> new SpheresChapter(desk),
            ForwardChapter::new,
            LearningChapter::new,
            (desk, box) -> new AvatarChapter(desk));

    private Chapters() {}

    /** Makes them all. */
    static List<Chapter> all(Desk desk) {
        PixelBox box = new PixelBox();
        return ALL.stream().map(maker -> maker.apply(desk, box)).toList();
    }
}
