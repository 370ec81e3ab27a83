package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesFolderTest {
    @TempDir
    Path home;

    private Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void isNamedInTheUsersLanguage() throws IOException {
        write(home.resolve(".config/user-dirs.dirs"), "# comment\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n");
        assertThat(PicturesFolder.of(home, Map.of())).isEqualTo(home.resolve("Bilder"));
        write(home.resolve("elsewhere/user-dirs.dirs"), "XDG_PICTURES_DIR=\"/data/画像\"\n");
        assertThat(PicturesFolder.of(home, Map.of("XDG_CONFIG_HOME", home.resolve("elsewhere").toString()))).isEqualTo(Path.of("/data/画像"));
    }

    @Test
    void isPicturesWhereNothingReadableNamesIt() throws IOException {
        assertThat(PicturesFolder.of(home, Map.of())).isEqualTo(home.resolve("Pictures"));
        Path file = write(home.resolve(".config/user-dirs.dirs"), "XDG_PICTURES_DIR=$HOME/x\n");
        assertThat(PicturesFolder.of(home, Map.of())).isEqualTo(home.resolve("Pictures"));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(PicturesFolder.of(home, Map.of())).isEqualTo(home.resolve("Pictures"));
    }
}
