package kaobako.ui;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javax.swing.SwingUtilities;

/** A person at the window: moves the pointer, clicks and types through the display, and looks until something is to be seen. */
final class Hands {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Robot robot;

    Hands() throws AWTException {
        robot = new Robot();
        robot.setAutoDelay(15);
        robot.setAutoWaitForIdle(true);
    }

    void click(Component component) throws Exception {
        click(component, InputEvent.BUTTON1_DOWN_MASK, 1);
    }

    void doubleClick(Component component) throws Exception {
        click(component, InputEvent.BUTTON1_DOWN_MASK, 2);
    }

    void rightClick(Component component) throws Exception {
        click(component, InputEvent.BUTTON3_DOWN_MASK, 1);
    }

    private void click(Component component, int button, int times) throws Exception {
        Rectangle at = onEdt(() -> {
            Point corner = component.getLocationOnScreen();
            return new Rectangle(corner, component.getSize());
        });
        robot.mouseMove(at.x + at.width / 2, at.y + at.height / 2);
        for (int i = 0; i < times; i++) {
            robot.mousePress(button);
            robot.mouseRelease(button);
        }
        settle();
    }

    /** Presses keys together, the last one last. */
    void press(int... keys) throws Exception {
        for (int key : keys) robot.keyPress(key);
        for (int i = keys.length - 1; i >= 0; i--) robot.keyRelease(keys[i]);
        settle();
    }

    /** Digits only: keyboards differ in the rest. */
    void type(String digits) throws Exception {
        for (char c : digits.toCharArray()) press(KeyEvent.VK_0 + (c - '0'));
    }

    private void settle() throws Exception {
        robot.waitForIdle();
        onEdt(() -> null);
    }

    /** Looks on the event thread until it is so. */
    void await(String what, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!onEdt(condition::getAsBoolean)) {
            if (System.nanoTime() > end) throw new AssertionError("waited in vain: " + what);
            robot.delay(15);
        }
    }

    static <T> T onEdt(Callable<T> look) throws Exception {
        FutureTask<T> task = new FutureTask<>(look);
        SwingUtilities.invokeLater(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) throw cause;
            throw e;
        }
    }
}
