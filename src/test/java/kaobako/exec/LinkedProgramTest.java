package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import kaobako.cl.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedProgramTest {
    private final Program program = Program.build(SharedEngine.get().queue(), "nothing", "__kernel void nothing() {}", "");
    private final Deque<Runnable> background = new ArrayDeque<>();
    private int built;

    private LinkedProgram linked(Program keptOrNull, Callable<Program> build) {
        return new LinkedProgram(() -> Optional.ofNullable(keptOrNull), () -> {
            built++;
            return build.call();
        }, background::add);
    }

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void isBuiltInTheBackgroundOnceItHasBeenAskedForOften() {
        LinkedProgram linked = linked(null, () -> program);
        for (int i = 0; i < LinkedProgram.ENOUGH; i++) assertThat(linked.ifReady()).isEmpty();
        assertThat(background).isEmpty();
        assertThat(linked.ifReady()).isEmpty();
        assertThat(linked.ifReady()).isEmpty();
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(linked.ifReady()).contains(program);
        assertThat(linked.ifReady()).contains(program);
        assertThat(built).isEqualTo(1);
    }

    @Test
    void isThereAtOnceIfItWasKept() {
        LinkedProgram linked = linked(program, () -> program);
        for (int i = 0; i < 2 * LinkedProgram.ENOUGH; i++) assertThat(linked.ifReady()).contains(program);
        assertThat(linked.now()).contains(program);
        assertThat(built).isZero();
        assertThat(background).isEmpty();
    }

    @Test
    void isBuiltAtOnceForWhomeverMustHaveIt() {
        LinkedProgram linked = linked(null, () -> program);
        assertThat(linked.now()).contains(program);
        assertThat(linked.now()).contains(program);
        assertThat(linked.ifReady()).contains(program);
        assertThat(built).isEqualTo(1);
    }

    @Test
    void isDoneWithoutIfItCannotBeBuilt() {
        LinkedProgram linked = linked(null, () -> {
            throw new IllegalStateException("this driver does not link");
        });
        assertThat(linked.now()).isEmpty();
        for (int i = 0; i < 2 * LinkedProgram.ENOUGH; i++) assertThat(linked.ifReady()).isEmpty();
        assertThat(built).isEqualTo(1);
        assertThat(background).isEmpty();
        linked.close();
    }
}
