package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kaobako.text.Sentence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final int SIZE = 8;
    private static final ImageFolderOptions OPTIONS = ImageFolderOptions.square(SIZE);

    @TempDir Path temporary;
    private Path folder;
    private Path cache;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectories(temporary.resolve("pictures"));
        cache = temporary.resolve("cache");
    }

    @Test
    void everyBadFileIsNamedAndTheRestIsUsed() throws IOException {
        write("good/a.png", Samples.png(Samples.noise(20, 20, 1)));
        write("good/cmyk.jpg", Samples.cmykJpeg(20, 20, 0, 200, 100, 30));
        write("good/animated.gif", Samples.animatedGif(Samples.quarters(20, 20), Samples.quarters(40, 40)));
        write("good/photo.webp", Samples.WEBP_LOSSY);
        write("good/name-says-png.png", Samples.encode(Samples.noise(30, 20, 2), "jpeg"));
        write("bad/cut.png", Arrays.copyOf(Samples.png(Samples.noise(20, 20, 3)), 700));
        write("bad/cut.jpg", Arrays.copyOf(Samples.encode(Samples.noise(20, 20, 3), "jpeg"), 900));
        write("bad/text.jpg", "no picture at all".getBytes(StandardCharsets.UTF_8));
        write("bad/absurd.png", Samples.pngHeader(60_000, 60_000));
        write("bad/zero.png", new byte[0]);
        write("bad/tiny.png", Samples.png(Samples.noise(20, 3, 4)));
        write("bad/new.avif", new byte[] {0, 0, 0, 32, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f', 0, 0, 0, 0});
        write("bad/copy.png", Samples.png(Samples.noise(20, 20, 5)));
        write("bad/copy.bmp", Samples.encode(Samples.noise(20, 20, 5), "bmp"));
        Files.createSymbolicLink(folder.resolve("bad/loop"), folder);
        Files.createSymbolicLink(folder.resolve("bad/self"), folder.resolve("bad/self"));
        Files.createSymbolicLink(folder.resolve("bad/dangling.png"), folder.resolve("gone.png"));
        write(".hidden.png", new byte[0]);
        write("good/Thumbs.db", new byte[5]);

        try (ImageFolder scanned = scan(OPTIONS)) {
            Map<String, Reason> reasons = scanned.report().refusals().stream()
                .collect(Collectors.toMap(FolderReport.Refusal::file, FolderReport.Refusal::reason));
            assertThat(reasons).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("bad/cut.png", Reason.TRUNCATED), Map.entry("bad/cut.jpg", Reason.TRUNCATED),
                Map.entry("bad/text.jpg", Reason.NOT_AN_IMAGE), Map.entry("bad/absurd.png", Reason.TOO_LARGE),
                Map.entry("bad/zero.png", Reason.EMPTY), Map.entry("bad/tiny.png", Reason.TOO_SMALL),
                Map.entry("bad/new.avif", Reason.UNSUPPORTED), Map.entry("bad/copy.png", Reason.DUPLICATE),
                Map.entry("bad/loop", Reason.LINK_LOOP), Map.entry("bad/self", Reason.LINK_LOOP),
                Map.entry("bad/dangling.png", Reason.UNREADABLE)));
            assertThat(scanned.report().used()).containsExactly("bad/copy.bmp", "good/a.png", "good/animated.gif",
                "good/cmyk.jpg", "good/name-says-png.png", "good/photo.webp");
            assertThat(scanned.report().remarks()).singleElement().satisfies(remark -> {
                assertThat(remark.file()).isEqualTo("good/animated.gif");
                assertThat(remark.sentence()).contains("2 frames");
            });
            assertThat(scanned.report().listing()).contains("bad/copy.png: It is the same picture as bad/copy.bmp.");
            assertThat(scanned.report().summary()).startsWith("6 pictures, 11 files refused: ")
                .contains("2 cut off (bad/cut.jpg, bad/cut.png)");
            assertThat(scanned.pictures().count()).isEqualTo(6);
        }
    }

    @Test
    void fileWithoutPermissionIsUnreadable() throws IOException {
        write("a.png", Samples.png(Samples.noise(20, 20, 1)));
        Path locked = write("locked.png", Samples.png(Samples.noise(20, 20, 2)));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(locked), "the administrator may read everything");
        try (ImageFolder scanned = scan(OPTIONS)) {
            assertThat(scanned.report().refusals()).containsExactly(
                new FolderReport.Refusal("locked.png", Reason.UNREADABLE,
                    Sentence.of("refused.read", "The file cannot be read: %s.", Sentence.of("why.forbidden", "no permission"))));
        }
    }

    @Test
    void thousandsOfDuplicatesLeaveOnePicture() throws IOException {
        byte[] png = Samples.png(Samples.noise(8, 8, 1));
        for (int i = 0; i < 3000; i++) write("copy%04d.png".formatted(i), png);
        try (ImageFolder scanned = scan(OPTIONS)) {
            assertThat(scanned.report().used()).containsExactly("copy0000.png");
            assertThat(scanned.report().counts()).containsExactly(Map.entry(Reason.DUPLICATE, 2999));
            assertThat(scanned.report().summary()).hasSizeLessThan(200);
        }
    }

    @Test
    void unusableFoldersAreOneClearSentence() throws IOException {
        assertThatThrownBy(() -> scan(OPTIONS)).isInstanceOf(ImageFolderException.class)
            .hasMessageContaining("at least one picture, found no files. Add pictures");
        write("text.png", "text".getBytes(StandardCharsets.UTF_8));
        write("a.png", Samples.png(Samples.noise(8, 8, 1)));
        assertThatThrownBy(() -> scan(OPTIONS.withMinimumPictures(2))).isInstanceOf(ImageFolderException.class)
            .hasMessageContaining("at least 2 pictures, found 1 picture, 1 file refused: 1 not a picture (text.png). Add");
        assertThatThrownBy(() -> ImageFolder.scan(folder.resolve("nowhere"), OPTIONS, cache, ScanListener.NONE))
            .isInstanceOf(ImageFolderException.class).hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> ImageFolder.scan(folder.resolve("a.png"), OPTIONS, cache, ScanListener.NONE))
            .isInstanceOf(ImageFolderException.class).hasMessageContaining("is a file");
    }

    @Test
    void picturesStandInTheOrderOfTheirNamesWithTheirOwnPixels() throws IOException {
        writeNoise(30);
        try (ImageFolder scanned = scan(OPTIONS)) {
            assertThat(scanned.report().used()).isSorted().hasSize(30);
            for (int i = 0; i < 30; i++) {
                assertThat(scanned.pictures().pixels(i)).isEqualTo(Pictures.toBytes(Samples.noise(SIZE, SIZE, i)));
            }
        }
    }

    @Test
    void aMappedCacheHoldsTheSamePictures() throws IOException {
        writeNoise(30);
        write("bad.png", new byte[0]);
        try (ImageFolder memory = scan(OPTIONS);
                ImageFolder mapped = scanMapped(ScanListener.NONE);
                ImageFolder again = scanMapped(ScanListener.NONE)) {
            assertSame(mapped, memory);
            assertSame(again, memory);
        }
        assertThat(cacheFiles()).hasSize(1);
    }

    @Test
    void anUnchangedFolderIsNotDecodedAgain() throws IOException {
        writeNoise(10);
        scanMapped(ScanListener.NONE).close();
        List<Integer> calls = new ArrayList<>();
        scanMapped((done, total, refused) -> calls.add(done)).close();
        assertThat(calls).containsExactly(10);
        assertThatThrownBy(() -> scan(OPTIONS.withMemoryBytes(0).withMinimumPictures(11)))
            .isInstanceOf(ImageFolderException.class)
            .hasMessageContaining("at least 11 pictures, found 10 pictures");
    }

    @Test
    void aDamagedCacheIsBuiltAgain() throws IOException {
        writeNoise(10);
        try (ImageFolder memory = scan(OPTIONS)) {
            scanMapped(ScanListener.NONE).close();
            Path file = cacheFiles().get(0);
            byte[] whole = Files.readAllBytes(file);
            for (int at : new int[] {0, 9, 14, 30, 60, 70, 4096 + 100, whole.length - 3}) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 0x10;
                // a new file: the old one may still be mapped
                Files.delete(file);
                Files.write(file, damaged);
                try (ImageFolder again = scanMapped(ScanListener.NONE)) {
                    assertSame(again, memory);
                }
                assertThat(Files.readAllBytes(file)).as("damaged at %d", at).isEqualTo(whole);
            }
            Files.delete(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            try (ImageFolder again = scanMapped(ScanListener.NONE)) {
                assertSame(again, memory);
            }
        }
    }

    @Test
    void aChangedFolderGetsANewCacheAndLosesTheOld() throws IOException {
        writeNoise(10);
        scanMapped(ScanListener.NONE).close();
        Path old = cacheFiles().get(0);
        Path first = write("00.png", Samples.png(Samples.noise(SIZE, SIZE, 77)));
        Files.setLastModifiedTime(first, FileTime.fromMillis(1_000_000));
        try (ImageFolder scanned = scanMapped(ScanListener.NONE)) {
            assertThat(scanned.pictures().pixels(0)).isEqualTo(Pictures.toBytes(Samples.noise(SIZE, SIZE, 77)));
        }
        assertThat(cacheFiles()).hasSize(1).doesNotContain(old);
    }

    @Test
    void aCacheThatCannotBeWrittenIsAClearError() throws IOException {
        writeNoise(3);
        Files.write(cache, new byte[1]);
        assertThatThrownBy(() -> scanMapped(ScanListener.NONE)).isInstanceOf(ImageFolderException.class)
            .hasMessageContaining("could not be kept in " + cache).hasMessageContaining("Free disk space");
    }

    @Test
    void cancelEndsTheScanAndLeavesNothing() throws IOException {
        writeNoise(20);
        ScanListener cancelling = new ScanListener() {
            private int seen;

            @Override
            public void progress(int done, int total, int refused) {
                seen = done;
            }

            @Override
            public boolean cancelled() {
                return seen == 5;
            }
        };
        assertThatThrownBy(() -> scanMapped(cancelling)).isInstanceOf(CancellationException.class);
        assertThat(cacheFiles()).isEmpty();
    }

    @Test
    void theContentHashFollowsTheContentAlone() throws IOException {
        writeNoise(4);
        String hash, other;
        try (ImageFolder scanned = scan(OPTIONS)) {
            hash = scanned.pictures().contentHash();
        }
        Files.move(folder.resolve("00.png"), folder.resolve("000.png"));
        try (ImageFolder scanned = scan(OPTIONS)) {
            assertThat(scanned.pictures().contentHash()).isEqualTo(hash);
        }
        write("03.png", Samples.png(Samples.noise(SIZE, SIZE, 9)));
        try (ImageFolder scanned = scan(OPTIONS)) {
            other = scanned.pictures().contentHash();
        }
        assertThat(other).isNotEqualTo(hash).hasSize(64);
    }

    private static void assertSame(ImageFolder found, ImageFolder expected) {
        assertThat(found.report()).isEqualTo(expected.report());
        assertThat(found.pictures().contentHash()).isEqualTo(expected.pictures().contentHash());
        for (int i = 0; i < expected.pictures().count(); i++) {
            assertThat(found.pictures().pixels(i)).isEqualTo(expected.pictures().pixels(i));
        }
    }

    private ImageFolder scan(ImageFolderOptions options) throws IOException {
        return ImageFolder.scan(folder, options, cache, ScanListener.NONE);
    }

    /** Four pictures a mapping, so that indices cross mappings. */
    private ImageFolder scanMapped(ScanListener listener) throws IOException {
        return ImageFolder.scan(folder, OPTIONS.withMemoryBytes(0), cache, listener, 4 * OPTIONS.pictureBytes() + 1);
    }

    private List<Path> cacheFiles() throws IOException {
        if (!Files.isDirectory(cache)) return List.of();
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    private void writeNoise(int count) throws IOException {
        for (int i = 0; i < count; i++) write("%02d.png".formatted(i), Samples.png(Samples.noise(SIZE, SIZE, i)));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
