package kaobako.ui.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.InputEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

    private final Selection selection = new Selection();

    private List<String> selected() {
        return ALL.stream().filter(selection::has).toList();
    }

    @Test
    void aClickSelectsOne() {
        selection.click(ALL, 1, 0);
        selection.click(ALL, 3, 0);
        assertThat(selected()).containsExactly("d");
        assertThat(selection.anchor()).isEqualTo(3);
    }

    @Test
    void controlAddsAndTakesAway() {
        selection.click(ALL, 1, 0);
        selection.click(ALL, 3, InputEvent.CTRL_DOWN_MASK);
        assertThat(selected()).containsExactly("b", "d");
        selection.click(ALL, 1, InputEvent.META_DOWN_MASK);
        assertThat(selected()).containsExactly("d");
    }

    @Test
    void shiftSelectsARangeFromTheLastClickBothWays() {
        selection.click(ALL, 2, 0);
        selection.click(ALL, 4, InputEvent.SHIFT_DOWN_MASK);
        assertThat(selected()).containsExactly("c", "d", "e");
        selection.click(ALL, 0, InputEvent.SHIFT_DOWN_MASK);
        assertThat(selected()).containsExactly("a", "b", "c");
    }

    @Test
    void aRangeFromWhatIsNoLongerThereEndsWithTheLast() {
        selection.click(ALL, 4, 0);
        List<String> fewer = ALL.subList(0, 3);
        selection.retain(Set.copyOf(fewer));
        selection.click(fewer, 1, InputEvent.SHIFT_DOWN_MASK);
        assertThat(selected()).containsExactly("b", "c");
    }

    @Test
    void watchersHearOfChangesAndOfNothingElse() {
        int[] heard = {0};
        selection.onChange(() -> heard[0]++);
        selection.add(ALL);
        selection.retain(Set.copyOf(ALL));
        assertThat(heard[0]).isEqualTo(1);
        selection.retain(Set.of("a"));
        selection.clear();
        assertThat(heard[0]).isEqualTo(3);
        assertThat(selected()).isEmpty();
    }
}
