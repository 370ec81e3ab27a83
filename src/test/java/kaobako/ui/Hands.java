package kaobako.ui;

import java.awt.AWTEvent;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/** A person at the window: moves the pointer, clicks and types through the display, and looks until something is to be seen. */
final class Hands {
    /** Nobody waits so long unless something is wrong: a busy machine is not. Shorter than a test may take, to say what was waited for. */
    private static final long PATIENCE_NANOS = 200_000_000_000L;
    private static final int LOOK_MILLIS = 15;
    /**
     * Some releases never arrive, when the press closed what had the focus; all others have come by then on a busy machine too. Looks
     * are counted, not time: while the machine stands still nothing arrives, and a key pressed again would be pressed twice.
     */
    private static final int RELEASE_LOOKS = 200;

    private static final int DRAG_STEPS = 20;
    private static final int CLICKS = 10;

    private final Robot robot;
    /** One permit for each release of a key or button that reached a component. */
    private final Semaphore released = new Semaphore(0);
    /** One for each key going down that reached a component: what comes while no window has the focus reaches none. */
    private final Semaphore keyed = new Semaphore(0);

    /** Robot's own waiting for an idle display never ends early while a timer repaints the window. */
    Hands() throws AWTException {
        robot = new Robot();
        robot.setAutoDelay(5);
        Toolkit.getDefaultToolkit().addAWTEventListener(event -> {
            if (event.getID() == KeyEvent.KEY_RELEASED || event.getID() == MouseEvent.MOUSE_RELEASED) released.release();
            if (event.getID() == KeyEvent.KEY_PRESSED) keyed.release();
        }, AWTEvent.KEY_EVENT_MASK | AWTEvent.MOUSE_EVENT_MASK);
    }

    /** Waits until it is on the screen and at rest, and clicks its middle. */
    void click(Component component) throws Exception {
        click(component, InputEvent.BUTTON1_DOWN_MASK, 1);
    }

    /** Clicks what takes the focus then, again if the first click came before its window could take it. */
    void focus(Component component) throws Exception {
        clickUntil("the focus", component, component::isFocusOwner);
    }

    /** Clicks, again if the first click was lost on its way, and waits until it is so. */
    void clickUntil(String what, Component component, BooleanSupplier condition) throws Exception {
        click(component);
        for (int i = 0; i < CLICKS && !within(RELEASE_LOOKS, condition); i++) click(component);
        await(what, condition);
    }

    /** Puts digits into a field in place of what stands there. */
    void fill(JTextComponent field, String digits) throws Exception {
        focus(field);
        press(KeyEvent.VK_CONTROL, KeyEvent.VK_A);
        type(digits);
        await("the digits", () -> field.getText().replaceAll("\\D", "").equals(digits));
    }

    /** Clicks what comes to be there: looks on the event thread until it is found, on the screen, and at rest. */
    void clickWhenThere(String what, Callable<? extends Component> look) throws Exception {
        AtomicReference<Component> found = new AtomicReference<>();
        await(what, () -> {
            try {
                found.set(look.call());
            } catch (Exception | AssertionError notYet) {
                return false;
            }
            return isThere(found.get());
        });
        click(found.get());
    }

    /**
     * Answers the dialog that is about to open by a button's words. Where no window manager places it, AWT at times takes it to be elsewhere
     * than it is and than its clicks are looked for: it is put in its place then, and clicked again.
     */
    void answer(String button) throws Exception {
        await("the dialog", () -> dialogButton(button).isPresent());
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (Optional<JButton> there = onEdt(() -> dialogButton(button)); there.isPresent(); there = onEdt(() -> dialogButton(button))) {
            if (System.nanoTime() > end) throw new AssertionError("clicked in vain: " + button);
            click(there.get());
            if (within(RELEASE_LOOKS, () -> dialogButton(button).isEmpty())) return;
            java.awt.Window dialog = SwingUtilities.getWindowAncestor(there.get());
            onEdt(() -> {
                dialog.setLocationRelativeTo(dialog.getOwner());
                return null;
            });
        }
    }

    /** A button of an open dialog by its words. Event thread. */
    static Optional<JButton> dialogButton(String text) {
        return Arrays.stream(java.awt.Window.getWindows()).filter(w -> w instanceof JDialog && w.isShowing())
                .flatMap(w -> Parts.all((JDialog) w, JButton.class).stream()).filter(b -> text.equals(b.getText())).findFirst();
    }

    private static boolean isThere(Component component) {
        return component.isShowing() && component.isValid() && component.getWidth() > 0;
    }

    void doubleClick(Component component) throws Exception {
        click(component, InputEvent.BUTTON1_DOWN_MASK, 2);
    }

    /** Selects a tile alone without opening it: a click with Control brings the focus, the space bar the selection. */
    void select(Component tile) throws Exception {
        for (int i = 0; i < CLICKS && !within(i == 0 ? 0 : RELEASE_LOOKS, tile::isFocusOwner); i++) clickHolding(KeyEvent.VK_CONTROL, tile);
        await("the focus", tile::isFocusOwner);
        press(KeyEvent.VK_SPACE);
    }

    void rightClick(Component component) throws Exception {
        click(component, InputEvent.BUTTON3_DOWN_MASK, 1);
    }

    private void click(Component component, int button, int times) throws Exception {
        await("what is to be clicked", () -> isThere(component));
        Rectangle at = onEdt(() -> {
            Point corner = component.getLocationOnScreen();
            return new Rectangle(corner, component.getSize());
        });
        released.drainPermits();
        robot.mouseMove(at.x + at.width / 2, at.y + at.height / 2);
        for (int i = 0; i < times; i++) {
            robot.mousePress(button);
            robot.mouseRelease(button);
        }
        settle(times);
    }

    /** Drags from the middle of a component, in steps that each reach it. */
    void drag(Component component, int dx, int dy, int steps) throws Exception {
        Rectangle at = onEdt(() -> new Rectangle(component.getLocationOnScreen(), component.getSize()));
        int x = at.x + at.width / 2, y = at.y + at.height / 2;
        released.drainPermits();
        robot.mouseMove(x, y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        for (int i = 1; i <= steps; i++) {
            robot.mouseMove(x + dx * i / steps, y + dy * i / steps);
            onEdt(() -> null);
        }
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        settle(1);
    }

    /** Answers the file dialog that is about to open. */
    void choose(Path file) throws Exception {
        await("the dialog", () -> chooser().isPresent());
        onEdt(() -> {
            JFileChooser chooser = chooser().orElseThrow();
            chooser.setSelectedFile(file.toFile());
            chooser.approveSelection();
            return null;
        });
    }

    private static Optional<JFileChooser> chooser() {
        return Arrays.stream(java.awt.Window.getWindows()).filter(Component::isShowing)
                .flatMap(w -> Parts.all(w, JFileChooser.class).stream()).filter(Component::isShowing).findFirst();
    }

    /** The names of the actions that a right click offers; the menu is closed again. */
    List<String> offers(Component component) throws Exception {
        List<String> offered = menu(component).stream().map(AbstractButton::getActionCommand).toList();
        press(KeyEvent.VK_ESCAPE);
        return offered;
    }

    /** Right-clicks and takes what the menu offers by an action's name. */
    void take(Component component, String action) throws Exception {
        click(menu(component).stream().filter(i -> i.getActionCommand().equals(action)).findFirst().orElseThrow());
    }

    private List<JMenuItem> menu(Component component) throws Exception {
        rightClick(component);
        await("a menu", () -> MenuSelectionManager.defaultManager().getSelectedPath().length > 0);
        return onEdt(() -> Parts.all((JPopupMenu) MenuSelectionManager.defaultManager().getSelectedPath()[0], JMenuItem.class).stream()
                .filter(Component::isVisible).toList());
    }

    /** Clicks while a key is held. */
    void clickHolding(int key, Component component) throws Exception {
        robot.keyPress(key);
        onEdt(() -> null);
        click(component);
        released.drainPermits();
        robot.keyRelease(key);
        settle(1);
    }

    /** Drags from one component onto another, maybe of another window, and lets go once {@code arrived}. */
    void dragOnto(Component from, Component to, BooleanSupplier arrived) throws Exception {
        Point start = onEdt(() -> middle(from)), end = onEdt(() -> middle(to));
        robot.mouseMove(start.x, start.y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        long last = System.nanoTime() + PATIENCE_NANOS;
        for (int i = 1; i <= DRAG_STEPS || !onEdt(arrived::getAsBoolean); i++) {
            if (System.nanoTime() > last) throw new AssertionError("dragged in vain");
            // once there it goes on to and fro, as hands do
            double way = Math.min(1, i / (double) DRAG_STEPS);
            robot.mouseMove((int) (start.x + way * (end.x - start.x)), (int) (start.y + way * (end.y - start.y)) + i % 2);
            robot.delay(15);
        }
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        onEdt(() -> null);
    }

    private static Point middle(Component component) {
        Point corner = component.getLocationOnScreen();
        return new Point(corner.x + component.getWidth() / 2, corner.y + component.getHeight() / 2);
    }

    /** Presses keys together, the last one last; again if none of it reached anything. */
    void press(int... keys) throws Exception {
        keyed.drainPermits();
        pressOnce(keys);
        for (int i = 0; i < CLICKS && keyed.availablePermits() == 0; i++) pressOnce(keys);
    }

    private void pressOnce(int... keys) throws Exception {
        released.drainPermits();
        for (int key : keys) robot.keyPress(key);
        for (int i = keys.length - 1; i >= 0; i--) robot.keyRelease(keys[i]);
        settle(keys.length);
    }

    /** Digits only: keyboards differ in the rest. */
    void type(String digits) throws Exception {
        for (char c : digits.toCharArray()) press(KeyEvent.VK_0 + (c - '0'));
    }

    /** Waits until the display has brought this many releases and the event thread has dealt with them. */
    private void settle(int releases) throws Exception {
        for (int i = 0; i < RELEASE_LOOKS && !released.tryAcquire(releases, LOOK_MILLIS, TimeUnit.MILLISECONDS); i++) onEdt(() -> null);
        onEdt(() -> null);
    }

    /** Looks on the event thread until it is so. */
    void await(String what, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!onEdt(condition::getAsBoolean)) {
            if (System.nanoTime() > end) throw new AssertionError("waited in vain: " + what);
            robot.delay(LOOK_MILLIS);
        }
    }

    /** Whether it comes to be so in as many looks, and one. */
    private boolean within(int looks, BooleanSupplier condition) throws Exception {
        for (int i = 0; !onEdt(condition::getAsBoolean); i++) {
            if (i == looks) return false;
            robot.delay(LOOK_MILLIS);
        }
        return true;
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
