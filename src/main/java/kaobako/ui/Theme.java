package kaobako.ui;

import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.themes.FlatMacDarkLaf;
import com.formdev.flatlaf.themes.FlatMacLightLaf;
import com.formdev.flatlaf.util.UIScale;
import kaobako.studio.Settings;

/** The look: FlatLaf with our colours from {@code theme/*.properties}, light or dark, and the scale of everything. Event thread. */
final class Theme {
    private static final String COLOURS = "kaobako.ui.theme";

    enum Brightness { LIGHT, DARK }

    private Theme() {}

    /** Once, before the first component. */
    static void start(Settings settings, Brightness system) {
        FlatLaf.registerCustomDefaultsSource(COLOURS);
        apply(settings, system);
    }

    /** Takes the settings' theme and scale for every component that is made from here on; see {@link FlatLaf#updateUI} for the others. */
    static void apply(Settings settings, Brightness system) {
        boolean dark = settings.theme() == Settings.Theme.DARK || settings.theme() == Settings.Theme.SYSTEM && system == Brightness.DARK;
        UIScale.setZoomFactor(settings.scale() == 0 ? 1 : settings.scale() / 100f);
        if (dark) FlatMacDarkLaf.setup();
        else FlatMacLightLaf.setup();
    }
}
