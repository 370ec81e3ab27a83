package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import kaobako.studio.Building;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Optional<Building> KERNEL = Optional.of(new Building("conv2d.cl", 3, 30));

    private final Terminal terminal = new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));

    @Test
    void aStoppedCommandBuildsNoMoreKernels() {
        assertThatCode(() -> terminal.building(KERNEL)).doesNotThrowAnyException();
        terminal.stop();
        assertThatThrownBy(() -> terminal.building(KERNEL)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> terminal.keeping(1, 9)).isInstanceOf(CancellationException.class);
        assertThatCode(() -> terminal.building(Optional.empty())).as("those that were being built").doesNotThrowAnyException();
    }

    @Test
    void oneThatIsToFinishDoes() {
        terminal.finish();
        terminal.stop();
        assertThatCode(() -> terminal.building(KERNEL)).doesNotThrowAnyException();
        assertThatCode(() -> terminal.keeping(1, 9)).doesNotThrowAnyException();
    }
}
