package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnedTest {
    private final List<String> closed = new ArrayList<>();
    private final Owned owned = new Owned();

    private AutoCloseable thing(String name) {
        return () -> closed.add(name);
    }

    private AutoCloseable failing(Exception failure) {
        return () -> {
            throw failure;
        };
    }

    @Test
    void closesTheLastMadeFirstAndEachOnce() {
        AutoCloseable a = thing("a");
        assertThat(owned.add(a)).isSameAs(a);
        owned.add(thing("b"));
        owned.close();
        owned.close();
        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void closesAllThoughSomeFailAndThrowsTheFirstFailure() {
        IllegalStateException first = new IllegalStateException("first");
        IOException second = new IOException("second");
        owned.add(thing("a"));
        owned.add(failing(second));
        owned.add(thing("b"));
        owned.add(failing(first));
        assertThatThrownBy(owned::close).isSameAs(first);
        assertThat(first).hasSuppressedException(second);
        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void afterAFailureThatIsTheOneToReport() {
        Error failure = new OutOfMemoryError("why");
        IOException another = new IOException("another");
        owned.add(thing("a"));
        owned.add(failing(another));
        assertThatCode(() -> owned.closeAfter(failure)).doesNotThrowAnyException();
        assertThat(failure).hasSuppressedException(another);
        assertThat(closed).containsExactly("a");
    }

    @Test
    void alsoOnesThatFailWithAnErrorOrWithTheVeryFailure() {
        IllegalStateException failure = new IllegalStateException("why");
        OutOfMemoryError another = new OutOfMemoryError("another");
        owned.add(thing("a"));
        owned.add(() -> {
            throw another;
        });
        owned.add(failing(failure));
        owned.closeAfter(failure);
        assertThat(failure.getSuppressed()).containsExactly(another);
        assertThat(closed).containsExactly("a");
    }

    @Test
    void aCheckedFailureIsWrapped() {
        IOException failure = new IOException("disk");
        owned.add(failing(failure));
        assertThatThrownBy(owned::close).isInstanceOf(IllegalStateException.class).hasCause(failure);
    }
}
