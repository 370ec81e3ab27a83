package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report of a computer: what a developer needs is in it, what is the user's own is not. */
@Timeout(120)
class CheckupTest {
    private static final Session.Watcher NOBODY = sentence -> { };

    @TempDir
    Path folder;

    @Test
    void saysWhatIsHereAndNothingPrivate() throws Exception {
        Path home = Files.createDirectories(folder.resolve("users/annabella"));
        Home things = new Home(home.resolve("settings.json"), home.resolve("Pictures/Kaobako"), home.resolve("models"));
        ModelsTest.copy(things.models().resolve("my-ex"));
        Files.createDirectories(things.tuning());
        Files.writeString(things.tuning().resolve("a-device.json"), "{\"conv2d 8x8 TB\": 8, \"conv2d 16x16 TB\": 16}");
        Files.writeString(things.tuning().resolve("cut-short.json"), "{\"conv2d 8x8 TB\": ");
        Files.writeString(things.tuning().resolve("of-words.json"), "{\"conv2d 8x8 TB\": \"eight\"}");
        Files.createDirectories(folder.resolve("diary-of-annabella"));
        new SettingsFile(things.settings()).save(Settings.DEFAULT.withPictures(folder.resolve("diary-of-annabella").toString())
                .plusModelFolder(folder.resolve("secret-models").toString()));

        Checkup checkup = Checkup.run(null, NOBODY, things, new Privacy(home.toString(), "annabella"));
        assertThat(checkup.healthy()).as(checkup.text()).isTrue();
        assertThat(checkup.text()).startsWith("```").endsWith("```\n").contains(Version.APP).contains("driver").contains("compute units")
                .contains("gradients of the parameters").contains("passed in").contains("MiB of built kernels")
                .contains("~/settings.json, writable").contains("of the user's own: 1")
                .contains("pictures  a folder that the user chose, writable").contains("a-device.json, 2 numbers")
                .containsPattern("cut-short.json, NOT USED: .*expected").contains("of-words.json, NOT USED: tuning table: conv2d 8x8 TB must be a whole number");
        assertThat(checkup.text()).doesNotContainIgnoringCase("annabella").doesNotContain("diary").doesNotContain("my-ex").doesNotContain("secret");
    }

    @Test
    void aDeviceThatIsNotThereIsReportedNotThrown() {
        Checkup checkup = Checkup.run("abacus", NOBODY, Home.in(folder), new Privacy("", ""));
        assertThat(checkup.healthy()).isFalse();
        assertThat(checkup.text()).contains("abacus").contains("not there yet");
    }

    @Test
    void buildsAreHeardOfFromTheFirstToTheLast() {
        List<Optional<Building>> heard = new CopyOnWriteArrayList<>();
        try (Session session = Session.unchecked(null, new Session.Watcher() {
            @Override
            public void say(String sentence) {}

            @Override
            public void building(Optional<Building> now) {
                heard.add(now);
            }
        })) {
            assertThat(session.selfTest().passed()).isTrue();
        }
        List<Building> first = heard.subList(0, heard.indexOf(Optional.<Building>empty())).stream().map(Optional::orElseThrow).toList();
        int count = first.get(0).count();
        assertThat(count).as("the network's kernels").isGreaterThan(5);
        assertThat(first).extracting(Building::index).containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.rangeClosed(1, count).boxed().toList());
        assertThat(first).extracting(Building::kernel).allMatch(name -> !name.isEmpty() && !name.contains("."));
        assertThat(heard.get(heard.size() - 1)).as("nothing is left as being built").isEmpty();
    }
}
