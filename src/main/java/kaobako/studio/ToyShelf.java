package kaobako.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kaobako.theory.ToyDiffusion;

/** The small networks on the device: those at work, and the one that was used last. Owned by the {@link Workbench}; GPU thread only. */
final class ToyShelf implements AutoCloseable {
    private final Map<ToyLesson, ToyDiffusion> toys = new LinkedHashMap<>();
    private final List<ToyLesson> lent = new ArrayList<>();

    /** The lesson's network, as far as it has learned; {@link #giveBack} it. */
    ToyDiffusion borrow(ToyLesson lesson, Function<ToyDiffusion.Recipe, ToyDiffusion> open) {
        ToyDiffusion toy = toys.remove(lesson);
        if (toy == null) toy = open.apply(lesson.recipe());
        // the last used is the last to go
        toys.put(lesson, toy);
        lent.add(lesson);
        return toy;
    }

    void giveBack(ToyLesson lesson) {
        lent.remove(lesson);
        List<ToyLesson> idle = toys.keySet().stream().filter(l -> !lent.contains(l)).toList();
        for (int i = 0; i < idle.size() - 1; i++) toys.remove(idle.get(i)).close();
    }

    @Override
    public void close() {
        toys.values().forEach(ToyDiffusion::close);
        toys.clear();
        lent.clear();
    }
}
