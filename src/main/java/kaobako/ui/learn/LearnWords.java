package kaobako.ui.learn;

import java.util.Locale;
import kaobako.ui.Desk;

/** Numbers of a training in words of the language. */
final class LearnWords {
    private static final double DAY = 86_400;
    private static final double HOUR = 3600;
    private static final double MINUTE = 60;

    private LearnWords() {}

    /** "5.2 hours", "14 minutes", "under a minute". */
    static String time(Desk desk, double seconds) {
        if (seconds >= 1.5 * DAY) return desk.text("time.days", seconds / DAY);
        if (seconds >= 1.5 * HOUR) return desk.text("time.hours", seconds / HOUR);
        if (seconds >= MINUTE) return desk.text("time.minutes", seconds / MINUTE);
        return desk.text("time.moment");
    }

    /** A loss with three digits that count. */
    static String loss(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.3f", value);
    }
}
