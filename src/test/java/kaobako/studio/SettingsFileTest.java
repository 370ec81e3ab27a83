package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsLoaded() throws Exception {
        Settings settings = Settings.DEFAULT.withLanguage("zh-CN").withTheme(Settings.Theme.DARK).withScale(150).withDevice("a GPU")
                .withScaling(Settings.Scaling.SMOOTH).withFrame(Settings.Frame.OWN).withPictures("/p").plusModelFolder("/m").withPlace("divider", 7).withWorkspace("gallery")
                .withDraw(DrawControls.DEFAULT.withSeed(-5).withSampler("ddim", 33).withEta(0.5).withSpacing("trailing").withCount(9)
                        .withSeedUse(DrawControls.SeedUse.KEEP).withModel("/models/x").withStrength(0.75));
        SettingsFile file = new SettingsFile(folder.resolve("deep").resolve("settings.json"));
        file.save(settings);
        assertThat(file.load()).isEqualTo(new SettingsFile.Loaded(settings, java.util.Optional.empty()));
    }

    @Test
    void withoutAFileTheDefaultsAreTaken() {
        assertThat(new SettingsFile(folder.resolve("none.json")).load().settings()).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void whatIsOutOfRangeOrMissingBecomesTheDefault() throws Exception {
        Path path = folder.resolve("settings.json");
        Files.writeString(path, "{\"scale\": 900, \"draw\": {\"sampler\": \"magic\", \"steps\": 99999, \"eta\": 7, \"count\": -3}}");
        Settings settings = new SettingsFile(path).load().settings();
        assertThat(settings.scale()).isEqualTo(200);
        assertThat(settings.draw().sampler()).isEqualTo("dpm++2m");
        assertThat(settings.draw().steps()).isEqualTo(1000);
        assertThat(settings.draw().eta()).isZero();
        assertThat(settings.draw().count()).isEqualTo(1);
        assertThat(settings.theme()).isEqualTo(Settings.Theme.SYSTEM);
    }

    @Test
    void aDamagedFileIsKeptAsideAndReported() throws Exception {
        Path path = folder.resolve("settings.json");
        Files.writeString(path, "{\"scale\": ");
        SettingsFile.Loaded loaded = new SettingsFile(path).load();
        assertThat(loaded.settings()).isEqualTo(Settings.DEFAULT);
        assertThat(loaded.problem().orElseThrow().english()).contains("settings.json.damaged");
        assertThat(folder.resolve("settings.json.damaged")).hasContent("{\"scale\": ");
        assertThat(path).doesNotExist();
    }

    @Test
    void whatALaterVersionWroteStaysInTheFile() throws Exception {
        Path path = folder.resolve("settings.json");
        Files.writeString(path, "{\"telescope\": {\"lens\": 3}, \"scale\": 125}");
        SettingsFile file = new SettingsFile(path);
        Settings settings = file.load().settings();
        file.save(settings.withScale(150));
        assertThat(path).content().contains("telescope").contains("150").doesNotContain("125");
    }
}
