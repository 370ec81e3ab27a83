package kaobako.ui.theory;

import java.util.List;
import java.util.function.Function;
import kaobako.ui.Desk;

/** Every chapter, in the order of the book. A new one is a line here, its class and its messages. */
final class Chapters {
    static final List<Function<Desk, Chapter>> ALL = List.of(
            TwoPixelsChapter::new);

    private Chapters() {}

    /** Makes them all. */
    static List<Chapter> all(Desk desk) {
        return ALL.stream().map(maker -> maker.apply(desk)).toList();
    }
}
