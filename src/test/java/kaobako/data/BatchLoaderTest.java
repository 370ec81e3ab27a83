package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchLoaderTest {
    private static final int COUNT = 10, SIZE = 3;

    @Test
    void batchesHoldThePicturesOfTheShuffle() throws InterruptedException {
        Shuffle shuffle = new Shuffle(42, COUNT);
        try (PreparedPictures pictures = pictures(); BatchLoader loader = new BatchLoader(pictures, SIZE, 42, 2)) {
            for (int step = 0; step < 50; step++) {
                try (Batch batch = loader.next()) {
                    assertThat(batch.position()).isEqualTo((long) step * SIZE);
                    assertThat(batch.pixels().isDirect()).isTrue();
                    assertThat(indices(batch)).isEqualTo(expected(shuffle, batch.position()));
                }
            }
        }
    }

    @Test
    void seekGoesOnExactlyWhereARunWas() throws InterruptedException {
        try (PreparedPictures pictures = pictures(); BatchLoader first = new BatchLoader(pictures, SIZE, 7, 3);
                BatchLoader resumed = new BatchLoader(pictures, SIZE, 7, 1)) {
            List<List<Integer>> all = take(first, 40);
            take(resumed, 3);
            resumed.seek(17L * SIZE);
            assertThat(take(resumed, 23)).isEqualTo(all.subList(17, 40));
            resumed.seek(0);
            assertThat(take(resumed, 5)).isEqualTo(all.subList(0, 5));
        }
    }

    @Test
    void aFailureAppearsAtNext() throws InterruptedException {
        PreparedPictures pictures = pictures();
        try (BatchLoader loader = new BatchLoader(pictures, SIZE, 7, 1)) {
            pictures.close();
            assertThatThrownBy(() -> take(loader, 5)).hasMessageContaining("Loading the training pictures failed")
                .hasRootCauseMessage("the prepared pictures are closed");
        }
    }

    @Test
    void misuseIsAnErrorAndNotADeadlock() throws InterruptedException {
        try (PreparedPictures pictures = pictures()) {
            BatchLoader loader = new BatchLoader(pictures, SIZE, 7, 1);
            Batch a = loader.next(), b = loader.next();
            assertThatThrownBy(loader::next).hasMessageContaining("close one");
            a.close();
            a.close();
            assertThatThrownBy(a::pixels).hasMessageContaining("closed");
            loader.next().close();
            b.close();
            loader.close();
            assertThatThrownBy(loader::next).hasMessageContaining("closed");
            assertThatThrownBy(() -> new BatchLoader(pictures, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closingEndsTheThread() throws InterruptedException {
        try (PreparedPictures pictures = pictures()) {
            BatchLoader loader = new BatchLoader(pictures, SIZE, 1, 2);
            loader.next();
            loader.close();
            assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().equals("batches"));
        }
    }

    /** Picture i is filled with the byte i. */
    private static PreparedPictures pictures() {
        return PreparedPictures.of(2, 2, IntStream.range(0, COUNT).mapToObj(i -> {
            byte[] pixels = new byte[12];
            Arrays.fill(pixels, (byte) i);
            return pixels;
        }).toList());
    }

    private static List<List<Integer>> take(BatchLoader loader, int batches) throws InterruptedException {
        List<List<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            try (Batch batch = loader.next()) {
                taken.add(indices(batch));
            }
        }
        return taken;
    }

    private static List<Integer> indices(Batch batch) {
        assertThat(batch.pixels().remaining()).isEqualTo(batch.size() * 12);
        return IntStream.range(0, batch.size()).mapToObj(i -> (int) batch.pixels().get(i * 12 + 5)).toList();
    }

    private static List<Integer> expected(Shuffle shuffle, long position) {
        return IntStream.range(0, SIZE).mapToObj(i -> shuffle.index(position + i)).toList();
    }
}
