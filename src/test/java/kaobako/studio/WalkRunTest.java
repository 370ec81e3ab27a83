package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Picture;
import kaobako.generate.SeedMap;
import kaobako.generate.Walk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Walks and atlases, judged by what Draw draws of the same seeds. */
@Timeout(120)
class WalkRunTest {
    private static final Path MODEL = Path.of("src/test/resources/golden/pipeline_trained");
    private static final GenerateConfig CONFIG = GenerateConfig.of(MODEL, List.of(SeedMix.of(0))).withSampler("ddpm", 6);
    @TempDir
    Path folder;
    private final List<Problem> reported = new CopyOnWriteArrayList<>();
    private Studio studio;

    @BeforeEach
    void start() throws Exception {
        studio = new Studio(Home.in(folder), reported::add);
        assertThat(studio.connect().get(90, TimeUnit.SECONDS).phase()).isEqualTo(DeviceState.Phase.READY);
    }

    @AfterEach
    void close() {
        studio.close();
        assertThat(reported).isEmpty();
    }

    private static Walk walk(long... seeds) {
        return new Walk(java.util.Arrays.stream(seeds).mapToObj(SeedMix::of).toList(), 4, Walk.Way.SPHERE, Walk.Easing.STEADY, Walk.Ends.LOOP);
    }

    private static JobHandle.State end(WalkRun run) throws Exception {
        return run.drawing().orElseThrow().handle().ended().get(60, TimeUnit.SECONDS);
    }

    private byte[] drawn(SeedMix mix) throws Exception {
        DrawRun run = studio.easel().draw(CONFIG.withSeeds(List.of(mix)));
        run.handle().ended().get(60, TimeUnit.SECONDS);
        return run.wall().get().tiles().get(0).picture().orElseThrow().rgb();
    }

    @Test
    void everyFrameIsThePictureOfItsSeedsAndNothingIsKept() throws Exception {
        WalkRun run = studio.easel().walk(walk(5, 6, 7), CONFIG, Optional.empty());
        assertThat(run.drawing().orElseThrow().handle().purpose()).isEqualTo(JobHandle.Purpose.WALK);
        assertThat(end(run)).isEqualTo(JobHandle.State.DONE);
        WalkRun.Frames frames = run.frames();
        assertThat(frames.isWhole()).isTrue();
        List<SeedMix> mixes = run.walk().mixes();
        assertThat(frames.pictures().stream().map(Optional::orElseThrow).map(Picture::seeds).toList()).isEqualTo(mixes);
        for (int i : List.of(0, 4, 5, 11)) assertThat(frames.pictures().get(i).orElseThrow().rgb()).isEqualTo(drawn(mixes.get(i)));
        assertThat(frames.recipe().orElseThrow()).returns("ddpm", r -> r.sampler()).returns(6, r -> r.steps());
    }

    @Test
    void aStoppedWalkShowsWhatThereIsAndTheNextOneGoesOnFromThere() throws Exception {
        GenerateConfig slow = CONFIG.withBatch(2);
        WalkRun stopped = studio.easel().walk(walk(5, 6, 7), slow, Optional.empty());
        while (stopped.frames().finished() < 4) Thread.onSpinWait();
        stopped.stop();
        assertThat(end(stopped)).isEqualTo(JobHandle.State.STOPPED);
        int before = stopped.frames().finished();
        assertThat(before).isBetween(4, 11);
        assertThat(stopped.frames().nearest(1)).isEqualTo(stopped.frames().pictures().get(0)).isPresent();
        WalkRun next = studio.easel().walk(walk(5, 6, 7), slow, Optional.of(stopped));
        assertThat(next.config().seeds()).hasSize(12 - before);
        assertThat(end(next)).isEqualTo(JobHandle.State.DONE);
        assertThat(next.frames().isWhole()).isTrue();
        WalkRun again = studio.easel().walk(walk(5, 6, 7), slow, Optional.of(next));
        assertThat(again.drawing()).as("nothing is left to draw").isEmpty();
        assertThat(again.frames().isWhole()).isTrue();
        assertThat(again.recipe()).isEqualTo(next.recipe());
        WalkRun other = studio.easel().walk(walk(5, 6, 7), slow.withSampler("ddim", 6), Optional.of(again));
        assertThat(other.config().seeds()).as("other settings, other pictures").hasSize(12);
        assertThat(end(other)).isEqualTo(JobHandle.State.DONE);
    }

    @Test
    void anAtlasDrawsWhatIsLookedAt() throws Exception {
        SeedMap map = new SeedMap(List.of(SeedMix.of(1), SeedMix.of(2), SeedMix.of(3), SeedMix.of(4)));
        SeedMix middle = map.at(new SeedMap.Point(1, 1, 1));
        Atlas atlas = studio.easel().atlas(CONFIG);
        assertThat(atlas.picture(middle)).isEmpty();
        Object version = atlas.version();
        atlas.want(List.of(middle, SeedMix.of(1)));
        while (atlas.isDrawing()) Thread.onSpinWait();
        assertThat(atlas.version()).isNotSameAs(version);
        assertThat(atlas.picture(middle).orElseThrow().rgb()).isEqualTo(drawn(middle));
        assertThat(atlas.picture(SeedMix.of(1))).isPresent();
        assertThat(atlas.picture(SeedMix.of(2))).isEmpty();
        assertThat(atlas.recipe().orElseThrow().withSeeds(List.of(middle)).config(MODEL).seeds()).containsExactly(middle);
        // stopped, it draws again when it is looked at again
        atlas.want(java.util.stream.LongStream.range(100, 160).mapToObj(SeedMix::of).toList());
        atlas.stop();
        while (atlas.isDrawing()) Thread.onSpinWait();
        atlas.want(List.of(SeedMix.of(159)));
        while (atlas.picture(SeedMix.of(159)).isEmpty()) Thread.onSpinWait();
        assertThat(atlas.draws(CONFIG.withSeeds(List.of(SeedMix.of(8))))).isTrue();
        assertThat(atlas.draws(CONFIG.withSampler("ddpm", 7))).isFalse();
    }

    @Test
    void anAtlasWithoutItsModelSaysWhyOnce() throws Exception {
        Atlas atlas = studio.easel().atlas(GenerateConfig.of(folder.resolve("gone"), List.of(SeedMix.of(0))));
        atlas.want(List.of(SeedMix.of(1)));
        while (atlas.problem().isEmpty()) Thread.onSpinWait();
        assertThat(atlas.problem().get().kind()).isEqualTo(Problem.Kind.FIXABLE);
        atlas.want(List.of(SeedMix.of(2)));
        assertThat(atlas.isDrawing()).isFalse();
    }

    @Test
    void aBlendKeptInTheGalleryIsDrawnAgainFromItsFile() throws Exception {
        SeedMix blend = SeedMix.bilinear(1, 2, 3, 4, 0.25, 0.625);
        Atlas atlas = studio.easel().atlas(CONFIG);
        atlas.want(List.of(blend));
        while (atlas.picture(blend).isEmpty()) Thread.onSpinWait();
        Picture picture = atlas.picture(blend).get();
        Gallery.Entry entry = studio.keep(picture, atlas.recipe().orElseThrow()).get();
        DrawRun again = studio.easel().draw(PictureFiles.recipe(entry.file()).config(MODEL));
        again.handle().ended().get(60, TimeUnit.SECONDS);
        assertThat(again.wall().get().tiles().get(0).picture().orElseThrow().rgb()).isEqualTo(picture.rgb());
        assertThat(Gallery.read(entry).rgb()).isEqualTo(picture.rgb());
    }
}
