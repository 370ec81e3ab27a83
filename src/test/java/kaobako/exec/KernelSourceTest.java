package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSourceTest {
    @TempDir
    Path folder;

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void includesAreTakenInOnceAndLinesStayTrue() throws IOException {
        file("a.cl", "first\n#include \"b.clh\"\n  #  include \"c.clh\" // again\nlast\n");
        file("b.clh", "b1\n#include \"c.clh\"\nb3\n");
        file("c.clh", "c1\n#include \"b.clh\"\n");
        assertThat(KernelSource.folder(folder).resolve("a.cl")).isEqualTo("""
                #line 1 "a.cl"
                first
                #line 1 "b.clh"
                b1
                #line 1 "c.clh"
                c1

                #line 3 "b.clh"
                b3
                #line 3 "a.cl"

                last
                """);
    }

    @Test
    void aMissingFileIsNamedWithWhoWantedIt() throws IOException {
        file("a.cl", "\n#include \"gone.clh\"\n");
        assertThatThrownBy(() -> KernelSource.folder(folder).resolve("a.cl"))
                .hasMessageContaining("gone.clh").hasMessageContaining("a.cl:2").hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> KernelSource.folder(folder).resolve("../a.cl")).hasMessageContaining("..");
    }
}
