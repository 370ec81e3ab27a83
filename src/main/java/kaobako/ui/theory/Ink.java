package kaobako.ui.theory;

import java.awt.Color;
import javax.swing.UIManager;

/** What the views are painted with: colours of the theme that is on, asked anew at each painting. Event thread. */
final class Ink {
    private Ink() {}

    static Color background() {
        return UIManager.getColor("Kaobako.plotBackground");
    }

    /** Words and numbers at axes. */
    static Color faint() {
        return UIManager.getColor("Label.disabledForeground");
    }

    static Color text() {
        return UIManager.getColor("Label.foreground");
    }

    /** Axes and what is only for comparison. */
    static Color line() {
        return UIManager.getColor("Kaobako.plotLine");
    }

    /** Grid lines, hardly to be seen. */
    static Color grid() {
        return alpha(line(), 50);
    }

    /** What a view is about. */
    static Color accent() {
        return UIManager.getColor("Component.accentColor");
    }

    /** A second thing beside the accent. */
    static Color second() {
        return UIManager.getColor("Kaobako.plotSecond");
    }

    /** A third. */
    static Color third() {
        return UIManager.getColor("Kaobako.plotThird");
    }

    static boolean isDark() {
        Color c = background();
        return c.getRed() + c.getGreen() + c.getBlue() < 3 * 128;
    }

    /** @param alpha 0 to 255 */
    static Color alpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    /** Between two colours: {@code share} 0 is the first, 1 the second. */
    static Color between(Color a, Color b, double share) {
        double t = Math.max(0, Math.min(1, share));
        return new Color((int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())));
    }
}
