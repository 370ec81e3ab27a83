package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Picture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StudioTest {
    private static final Path MODEL = Path.of("src/test/resources/golden/pipeline_trained");
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

    private static GenerateConfig config(int count, int steps) {
        return GenerateConfig.of(MODEL, GenerateConfig.seeds(42, count)).withSampler("ddim", steps);
    }

    @Test
    void drawingFillsTheWallAndTheGallery() throws Exception {
        DrawRun run = studio.easel().draw(config(3, 5));
        assertThat(run.handle().ended().get()).isEqualTo(JobHandle.State.DONE);
        assertThat(run.wall().get().tiles()).allMatch(t -> t.stage() == Wall.Stage.FINISHED);
        assertThat(run.handle().moment().progress()).isEqualTo(new Job.Progress(5, 5));
        studio.close();
        assertThat(studio.gallery().entries()).hasSize(3);
        for (Wall.Tile tile : run.wall().get().tiles()) {
            Gallery.Entry entry = studio.gallery().entries().stream().filter(e -> e.file().equals(tile.file().orElseThrow())).findFirst().orElseThrow();
            assertThat(entry.recipe().seeds()).containsExactly(tile.seeds());
            assertThat(Gallery.read(entry).rgb()).isEqualTo(tile.picture().orElseThrow().rgb());
        }
    }

    @Test
    void aStoppedDrawingShowsHowFarItGotAndSavesNothing() throws Exception {
        DrawRun run = studio.easel().draw(config(2, 1000));
        while (run.wall().get().tiles().get(0).picture().isEmpty() && !run.handle().state().isEnd()) Thread.onSpinWait();
        run.handle().stop();
        assertThat(run.handle().ended().get()).isEqualTo(JobHandle.State.STOPPED);
        assertThat(run.wall().get().tiles()).allMatch(t -> t.stage() == Wall.Stage.FORMING && t.picture().isPresent());
        studio.close();
        assertThat(studio.gallery().entries()).isEmpty();
    }

    @Test
    void aDrawingThatIsToFinishKeepsItsFirstBatchAndBeginsNoOther() throws Exception {
        DrawRun run = studio.easel().draw(config(20, 4));
        run.handle().finish();
        assertThat(run.handle().ended().get()).isEqualTo(JobHandle.State.STOPPED);
        List<Wall.Stage> stages = run.wall().get().tiles().stream().map(Wall.Tile::stage).toList();
        assertThat(stages.subList(0, 10)).as("the first of two equal batches").containsOnly(Wall.Stage.FINISHED);
        assertThat(stages.subList(10, 20)).containsOnly(Wall.Stage.WAITING);
        studio.close();
        assertThat(studio.gallery().entries()).hasSize(10);
    }

    @Test
    void picturesThatCannotBeKeptAreReportedOnceAndStayOnTheWall() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        studio.change(s -> s.withPictures(file.toString()));
        studio.openGallery().get();
        DrawRun run = studio.easel().draw(config(3, 4));
        assertThat(run.handle().ended().get()).isEqualTo(JobHandle.State.DONE);
        studio.close();
        assertThat(run.wall().get().tiles()).allMatch(t -> t.stage() == Wall.Stage.FINISHED && t.file().isEmpty());
        assertThat(reported).hasSize(1).allMatch(p -> p.kind() == Problem.Kind.FIXABLE);
        reported.clear();
    }

    @Test
    void aFilmEndsWithThePictureItIsOf() throws Exception {
        Picture drawn = pictures(studio.easel().draw(config(1, 20))).get(0);
        Latest<Film> film = new Latest<>(Film.EMPTY);
        assertThat(studio.easel().film(config(1, 20), film).ended().get()).isEqualTo(JobHandle.State.DONE);
        List<Film.Frame> frames = film.get().frames();
        assertThat(frames).hasSize(20);
        assertThat(frames).extracting(Film.Frame::stage).startsWith(1, 2).endsWith(20);
        assertThat(frames.get(19).noisy().rgb()).isEqualTo(drawn.rgb());
        assertThat(frames.get(0).noisy().rgb()).as("noise at first").isNotEqualTo(drawn.rgb());
        // DDIM's last step lands on the predicted picture
        assertThat(frames.get(19).predicted().rgb()).isEqualTo(drawn.rgb());
    }

    @Test
    void aFilmOfManyStepsKeepsTheLastOfEachShare() {
        List<Integer> kept = java.util.stream.IntStream.range(0, 1000).filter(at -> FilmJob.isKept(at, 1000)).boxed().toList();
        assertThat(kept).hasSize(48).endsWith(999);
    }

    @Test
    void whatCannotBeDrawnIsASentenceAndTheNextDrawingWorks() throws Exception {
        DrawRun wrong = studio.easel().draw(GenerateConfig.of(folder.resolve("nowhere"), GenerateConfig.seeds(1, 1)));
        assertThat(wrong.handle().ended().get()).isEqualTo(JobHandle.State.FAILED);
        Problem problem = wrong.handle().problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.FIXABLE);
        assertThat(problem.sentence()).contains("nowhere");
        assertThat(pictures(studio.easel().draw(config(1, 4)))).hasSize(1);
    }

    @Test
    void modelsAreFoundWithWhatTheySayOfThemselves() throws Exception {
        studio.change(s -> s.plusModelFolder(MODEL.toString()).plusModelFolder(folder.resolve("gone").toString()));
        List<Model> models = studio.findModels().get();
        Model model = models.stream().filter(m -> m.name().equals("pipeline_trained")).findFirst().orElseThrow();
        assertThat(model.width()).isEqualTo(16);
        assertThat(model.obstacle()).isEmpty();
        assertThat(model.scheduler().betas().steps()).isEqualTo(1000);
    }

    @Test
    void settingsAreThereAtTheNextStart() {
        studio.change(s -> s.withScale(175));
        studio.close();
        Studio next = new Studio(Home.in(folder), reported::add);
        assertThat(next.settings().scale()).isEqualTo(175);
        next.close();
    }

    @Test
    void aDeviceThatIsGoneIsSaidAndReplacedByTheBest() throws Exception {
        studio.change(s -> s.withDevice("Voodoo 2 (3dfx)"));
        DeviceState state = studio.connect().get();
        assertThat(state.reason()).isEqualTo(DeviceState.Reason.CHOSEN_IS_GONE);
        assertThat(state.phase()).isEqualTo(DeviceState.Phase.READY);
        assertThat(state.devices()).contains(state.chosen().orElseThrow());
        String label = state.chosen().orElseThrow().label();
        studio.change(s -> s.withDevice(label));
        assertThat(studio.connect().get().reason()).isEqualTo(DeviceState.Reason.CHOSEN);
    }

    @Test
    void theRecipeOfADrawnFileDrawsItAgain() throws Exception {
        DrawRun run = studio.easel().draw(GenerateConfig.of(MODEL, List.of(SeedMix.variation(1, 2, 0.3))).withSampler("dpm++2m", 6));
        Picture first = pictures(run).get(0);
        while (run.wall().get().tiles().get(0).file().isEmpty()) Thread.onSpinWait();
        Path file = run.wall().get().tiles().get(0).file().orElseThrow();
        GenerateConfig again = studio.recipe(file).get().config(MODEL);
        assertThat(pictures(studio.easel().draw(again)).get(0).rgb()).isEqualTo(first.rgb());
    }

    @Test
    void aFileWithoutARecipeIsRefusedInASentence() throws Exception {
        Path file = Files.writeString(folder.resolve("x.png"), "no picture");
        assertThatThrownBy(() -> studio.recipe(file).get()).satisfies(e ->
                assertThat(Problem.of(e).kind()).isEqualTo(Problem.Kind.FIXABLE));
    }

    private static List<Picture> pictures(DrawRun run) throws Exception {
        assertThat(run.handle().ended().get()).isEqualTo(JobHandle.State.DONE);
        return run.wall().get().tiles().stream().map(Wall.Tile::picture).map(Optional::orElseThrow).toList();
    }
}
