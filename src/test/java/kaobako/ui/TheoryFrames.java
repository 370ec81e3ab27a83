package kaobako.ui;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.SwingUtilities;
import kaobako.studio.Home;
import kaobako.studio.Studio;

/**
 * Times what the event thread does in chapters 4 and 5 of Theory, at rest and while the network learns: {@code TheoryFrames MODELS}, on a
 * display. A frame is an event of at least a millisecond; "gap" is from the start of one to that of the next. Not a test.
 */
final class TheoryFrames extends EventQueue {
    private static final long LEAST = 1_000_000;
    /** The whole film once, for the compiler. */
    private static final long WARM_UP = 7500;

    private final List<Double> own = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> gaps = Collections.synchronizedList(new ArrayList<>());
    private volatile long last;

    public static void main(String[] arguments) throws Exception {
        System.setProperty("kaobako.models", arguments[0]);
        Studio studio = new Studio(Home.in(Files.createTempDirectory("kaobako-frames")), problem -> System.err.println(problem.sentence()));
        studio.change(s -> s.withLanguage("en").withScale(100).withWorkspace("theory"));
        studio.connect().join();
        studio.findModels().join();
        MainFrame[] frame = new MainFrame[1];
        SwingUtilities.invokeAndWait(() -> frame[0] = Window.show(studio));
        TheoryFrames watch = new TheoryFrames();
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(watch);
        press(frame[0], "theory-forward");
        Thread.sleep(800);
        press(frame[0], "playDissolve");
        Thread.sleep(WARM_UP);
        press(frame[0], "playDissolve");
        watch.report("dissolving", 4000);
        press(frame[0], "theory-learning");
        SwingUtilities.invokeAndWait(() -> Parts.find(frame[0], JComboBox.class, "theory.learning.steps").setSelectedItem(50));
        Thread.sleep(1500);
        watch.report("a flight played", 3000);
        Thread.sleep(4000);
        press(frame[0], "learnToy");
        press(frame[0], "playFlight");
        Thread.sleep(1000);
        watch.report("the same while it learns", 4000);
        System.exit(0);
    }

    private static void press(MainFrame frame, String button) throws Exception {
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, AbstractButton.class, button).doClick(0));
    }

    private void report(String what, long millis) throws Exception {
        own.clear();
        gaps.clear();
        Thread.sleep(millis);
        System.out.printf(Locale.ROOT, "%-28s %4d frames in %.1f s   own time median %.1f worst %.1f ms   gap median %.1f, 95 %% %.1f, worst %.1f ms%n",
                what, own.size(), millis / 1e3, at(own, 0.5), at(own, 1), at(gaps, 0.5), at(gaps, 0.95), at(gaps, 1));
    }

    private static double at(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
    }

    @Override
    protected void dispatchEvent(AWTEvent event) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        super.dispatchEvent(event);
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        if (took < LEAST) return;
        own.add(took / 1e6);
        if (last != 0) gaps.add((start - last) / 1e6);
        last = start;
    }
}
