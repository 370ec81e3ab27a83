package kaobako.ui;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.awt.event.MouseEvent;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import kaobako.studio.Home;
import kaobako.studio.Studio;

/**
 * Times what the event thread does in Theory, at rest and while the network of chapter 5 learns: {@code TheoryFrames MODELS WHAT}, where
 * WHAT is surface, forward or learning, on a display. It begins at a line of input, so that other work can be stopped for as long. A frame
 * is an event of at least a millisecond; "gap" is from the start of one to that of the next. Not a test.
 */
final class TheoryFrames extends EventQueue {
    private static final long LEAST = 1_000_000;
    /** For the compiler; the film of chapter 4 once. */
    private static final long WARM_UP = 7500;
    /** Between two places of the pointer: a mouse that moves 125 times a second. */
    private static final int POINTER_MILLIS = 8;

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
        // kernels are built before
        press(frame[0], "theory-learning");
        fly(frame[0], studio);
        press(frame[0], "learnToy");
        Thread.sleep(3000);
        press(frame[0], "learnToy");
        idle(studio);
        System.out.println("ready; a line begins");
        System.in.read();
        switch (arguments[1]) {
            case "surface" -> watch.surface(frame[0]);
            case "forward" -> watch.forward(frame[0]);
            default -> watch.learning(frame[0], studio);
        }
        System.exit(0);
    }

    private void surface(MainFrame frame) throws Exception {
        press(frame, "theory-learning");
        press(frame, "theory-pixels");
        JComponent surface = Parts.find(frame, JComponent.class, "theory.pixels.surface");
        int[] at = {0};
        Timer pointer = new Timer(POINTER_MILLIS, e -> {
            at[0]++;
            surface.dispatchEvent(new MouseEvent(surface, at[0] == 1 ? MouseEvent.MOUSE_PRESSED : MouseEvent.MOUSE_DRAGGED, 0,
                    MouseEvent.BUTTON1_DOWN_MASK, 100 + at[0], 100 + at[0] % 20, 1, false, MouseEvent.BUTTON1));
        });
        SwingUtilities.invokeAndWait(pointer::start);
        Thread.sleep(WARM_UP / 2);
        report("the surface of %d x %d dragged".formatted(surface.getWidth(), surface.getHeight()), 4000);
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, AbstractButton.class, "learnToy").doClick(0));
        Thread.sleep(1000);
        report("the same while it learns", 4000);
    }

    private void forward(MainFrame frame) throws Exception {
        press(frame, "theory-forward");
        Thread.sleep(800);
        press(frame, "playDissolve");
        Thread.sleep(WARM_UP);
        press(frame, "playDissolve");
        report("dissolving", 4000);
    }

    private static void fly(MainFrame frame, Studio studio) throws Exception {
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, JComboBox.class, "theory.learning.steps").setSelectedItem(50));
        idle(studio);
    }

    private static void idle(Studio studio) throws Exception {
        do Thread.sleep(300);
        while (!studio.jobs().isEmpty());
    }

    private void learning(MainFrame frame, Studio studio) throws Exception {
        fly(frame, studio);
        report("a flight played", 3000);
        Thread.sleep(3000);
        press(frame, "learnToy");
        press(frame, "playFlight");
        Thread.sleep(1000);
        report("the same while it learns", 4000);
    }

    private static void press(MainFrame frame, String button) throws Exception {
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, AbstractButton.class, button).doClick(0));
    }

    private void report(String what, long millis) throws Exception {
        own.clear();
        gaps.clear();
        Thread.sleep(millis);
        System.out.printf(Locale.ROOT, "%-36s %4d frames in %.1f s   CPU median %.1f, 99 %% %.1f, worst %.1f ms   gap median %.1f, 95 %% %.1f, 99 %% %.1f, worst %.1f ms%n",
                what, own.size(), millis / 1e3, at(own, 0.5), at(own, 0.99), at(own, 1), at(gaps, 0.5), at(gaps, 0.95), at(gaps, 0.99), at(gaps, 1));
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
