package kaobako.ui.part;

import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which of a row of things are selected, by their ids, as clicks with Control and Shift change it. Event thread. */
final class Selection {
    private static final int MORE = MouseEvent.CTRL_DOWN_MASK | MouseEvent.META_DOWN_MASK;

    private final Set<Object> ids = new LinkedHashSet<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private int anchor;

    void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    boolean has(Object id) {
        return ids.contains(id);
    }

    /** Where a range begins, and where the arrow keys start from. */
    int anchor() {
        return anchor;
    }

    /** As a click on the {@code index}-th of {@code all} with these modifiers does. */
    void click(List<?> all, int index, int modifiers) {
        boolean more = (modifiers & MORE) != 0;
        boolean range = (modifiers & MouseEvent.SHIFT_DOWN_MASK) != 0;
        Object id = all.get(index);
        if (!more) ids.clear();
        if (range) ids.addAll(all.subList(Math.min(anchor, index), Math.min(all.size(), Math.max(anchor, index) + 1)));
        else if (!more || !ids.remove(id)) ids.add(id);
        if (!range) anchor = index;
        changed();
    }

    void add(Collection<?> all) {
        ids.addAll(all);
        changed();
    }

    void clear() {
        ids.clear();
        changed();
    }

    /** Forgets what is no longer there. */
    void retain(Set<?> left) {
        if (ids.retainAll(left)) changed();
    }

    private void changed() {
        watchers.forEach(Runnable::run);
    }
}
