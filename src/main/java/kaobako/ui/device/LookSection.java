package kaobako.ui.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import kaobako.studio.Settings;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Messages;
import kaobako.ui.TitleBar;
import net.miginfocom.swing.MigLayout;

/** Language, theme, scale, the window's frame where there is a choice, and how small pictures are enlarged; each takes effect at once. */
final class LookSection extends JPanel {
    private static final List<Integer> SCALES = List.of(0, 100, 125, 150, 175, 200);

    private final Desk desk;

    LookSection(Desk desk) {
        super(new MigLayout("insets 12 14 12 14, wrap 2, gapx 16, gapy 8", "[][240!, fill]"));
        this.desk = desk;
        putClientProperty("FlatLaf.styleClass", "card");
        List<String> languages = new ArrayList<>(List.of(""));
        Messages.LANGUAGES.stream().map(Locale::toLanguageTag).forEach(languages::add);
        JComboBox<String> language = Choices.of(desk, "settings.language", languages, this::languageName, tag -> {
            desk.change(s -> s.withLanguage(tag));
            desk.reopen();
        });
        Choices.select(language, desk.settings().language());
        row("settings.language", language);

        JComboBox<Settings.Theme> theme = Choices.of(desk, "settings.theme", Arrays.asList(Settings.Theme.values()),
                t -> desk.text("theme." + t.name()), t -> {
                    desk.change(s -> s.withTheme(t));
                    desk.restyle();
                });
        Choices.select(theme, desk.settings().theme());
        row("settings.theme", theme);

        JComboBox<Integer> scale = Choices.of(desk, "settings.scale", SCALES, s -> s == 0 ? desk.text("scale.system") : s + " %", value -> {
            desk.change(s -> s.withScale(value));
            desk.reopen();
        });
        Choices.select(scale, desk.settings().scale());
        row("settings.scale", scale);

        if (TitleBar.isChoice()) {
            JComboBox<Settings.Frame> frame = Choices.of(desk, "settings.frame", Arrays.asList(Settings.Frame.values()),
                    f -> desk.text("frame." + f.name()), value -> {
                        desk.change(s -> s.withFrame(value));
                        desk.restyle();
                    });
            Choices.select(frame, desk.settings().frame());
            row("settings.frame", frame);
        }

        JComboBox<Settings.Scaling> pixels = Choices.of(desk, "settings.pixels", Arrays.asList(Settings.Scaling.values()),
                s -> desk.text("pixels." + s.name()), value -> desk.change(s -> s.withScaling(value)));
        Choices.select(pixels, desk.settings().scaling());
        row("settings.pixels", pixels);

        JComboBox<Settings.Sound> sound = Choices.of(desk, "settings.sound", Arrays.asList(Settings.Sound.values()),
                s -> desk.text("sound." + s.name()), value -> desk.change(s -> s.withSound(value)));
        Choices.select(sound, desk.settings().sound());
        row("settings.sound", sound);
    }

    private String languageName(String tag) {
        return desk.text("language." + (tag.isEmpty() ? "system" : tag));
    }

    private void row(String key, JComponent control) {
        JLabel label = new JLabel(desk.text(key));
        label.setLabelFor(control);
        add(label);
        add(control);
    }
}
