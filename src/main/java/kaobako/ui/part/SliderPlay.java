package kaobako.ui.part;

import javax.swing.JSlider;
import javax.swing.Timer;

/** Plays what a slider goes through, a step at a time, to its end; a player that is not on the screen stops. Event thread. */
public final class SliderPlay {
    private final JSlider slider;
    private final Timer timer;

    /** @param millis that each step is shown */
    public SliderPlay(JSlider slider, int millis) {
        this.slider = slider;
        timer = new Timer(millis, e -> next());
    }

    /** Stops, or plays on; from the beginning if it stands at the end. */
    public void toggle() {
        if (timer.isRunning()) {
            stop();
            return;
        }
        if (isAtEnd()) slider.setValue(slider.getMinimum());
        timer.start();
    }

    public void stop() {
        timer.stop();
    }

    private void next() {
        if (isAtEnd() || !slider.isShowing()) stop();
        else slider.setValue(slider.getValue() + 1);
    }

    private boolean isAtEnd() {
        return slider.getValue() >= slider.getMaximum();
    }
}
