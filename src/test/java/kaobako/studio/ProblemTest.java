package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import kaobako.cl.Devices;
import kaobako.cl.LostDevice;
import kaobako.cl.Queue;
import kaobako.generate.UnsuitableException;
import kaobako.store.FormatException;
import kaobako.text.Sentence;
import kaobako.train.TrainException;
import org.junit.jupiter.api.Test;

/** What a user can put right is a sentence without a trace; what only we can has details. */
class ProblemTest {
    @Test
    void whatTheUserCanPutRightIsASentence() {
        for (Throwable thrown : new Throwable[] {new FormatException(Path.of("f"), "", "a model", "nothing", "choose another"),
            new UnsuitableException(Sentence.english("The model is grey.")), new NoSuchFileException("/a/b"), new AccessDeniedException("/a/b"),
            new UncheckedIOException(new IOException("the disk is full")), new OutOfMemoryError("heap")}) {
            Problem problem = Problem.of(new CompletionException(thrown));
            assertThat(problem.kind()).as("%s", thrown).isEqualTo(Problem.Kind.FIXABLE);
            assertThat(problem.details()).isEmpty();
            assertThat(problem.sentence()).doesNotContain("Exception").doesNotContain("\n").hasSizeGreaterThan(10);
        }
        assertThat(Problem.of(new AccessDeniedException("/a/b")).sentence()).contains("/a/b").contains("no permission");
    }

    @Test
    void whatOnlyWeCanPutRightHasItsTrace() {
        Problem problem = Problem.of(new IllegalStateException("a state of ours"));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.BUG);
        assertThat(problem.details()).contains("a state of ours").contains("ProblemTest").contains("Java ");
    }

    @Test
    void aRunStoppedByAMistakeOfOursSaysWhatIsSafeAndHasItsTrace() {
        int invalidKernelArgs = -52, outOfResources = -5;
        try (Queue queue = Queue.open(Devices.choose(System.getProperty("kaobako.device")))) {
            for (int code : new int[] {invalidKernelArgs, outOfResources}) {
                LostDevice.after(queue, 0, code);
                Throwable failed = catchThrowable(queue::finish);
                Problem problem = Problem.of(new TrainException(Sentence.english("Training stopped; step 8 is safe."), failed));
                assertThat(problem.kind()).isEqualTo(code == outOfResources ? Problem.Kind.FIXABLE : Problem.Kind.BUG);
                assertThat(problem.sentence()).isEqualTo("Training stopped; step 8 is safe.");
                if (code == invalidKernelArgs) assertThat(problem.details()).contains("CL_INVALID_KERNEL_ARGS");
            }
        }
    }

    @Test
    void stoppingIsNoFailure() {
        assertThat(Problem.of(new CompletionException(new CancellationException())).kind()).isEqualTo(Problem.Kind.CANCELLED);
        assertThat(Problem.of(new InterruptedException()).kind()).isEqualTo(Problem.Kind.CANCELLED);
    }
}
