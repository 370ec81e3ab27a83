package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import kaobako.data.practice.PracticePictures;
import kaobako.data.ScanListener;
import kaobako.generate.GenerateConfig;
import kaobako.train.FolderSize;
import kaobako.train.NetworkSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LearningTest {
    private static final LearnRecipe TINY = LearnRecipe.STANDARD.withNetwork(16, NetworkSize.SMALL).withBatch(4);
    private static final long ENDLESS = 1_000_000;
    @TempDir
    Path folder;
    private final List<Problem> reported = new CopyOnWriteArrayList<>();
    private Studio studio;
    private Path data;

    @BeforeEach
    void start() throws Exception {
        data = Files.createDirectories(folder.resolve("my heads"));
        PracticePictures.write(data, 3, 12, 32, ScanListener.NONE);
        open();
    }

    private void open() throws Exception {
        studio = new Studio(Home.in(folder.resolve("home")), reported::add);
        assertThat(studio.connect().get(90, TimeUnit.SECONDS).phase()).isEqualTo(DeviceState.Phase.READY);
        studio.learning().find().get();
    }

    @AfterEach
    void close() throws IOException {
        studio.close();
        assertThat(reported).isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).as("half-written files").isEmpty();
        }
    }

    private LearnRun learn(long steps) throws Exception {
        return studio.learning().start("mine", data, TINY.withSteps(steps)).get();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + 90_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private LearnedModel model(String name) {
        return studio.learning().models().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    private DrawRun draw(Path model) {
        return studio.easel().draw(GenerateConfig.of(model, GenerateConfig.seeds(1, 2)).withSampler("ddim", 5));
    }

    @Test
    void learnsAndLeavesAModelToDrawWith() throws Exception {
        LearnRun run = learn(30);
        assertThat(run.ended().get()).as("%s", run.moment().problem()).isEqualTo(LearnMoment.Phase.DONE);
        assertThat(run.moment().step()).isEqualTo(30);
        assertThat(run.learned().losses()).extracting(Learned.Loss::step).startsWith(1L).endsWith(30L);
        assertThat(run.learned().sheets()).extracting(Learned.Sheet::step).endsWith(30L);
        assertThat(run.learned().notes()).extracting(Learned.Note::kind).contains("prepared", "saved", "finished");
        LearnedModel model = model("mine");
        assertThat(model).returns(30L, LearnedModel::step).returns(LearnedModel.Readiness.READY, LearnedModel::model).returns(false, LearnedModel::isLeft);
        assertThat(draw(model.folder()).handle().ended().get()).isEqualTo(JobHandle.State.DONE);
    }

    @Test
    void aPictureIsDrawnWhileAModelTrainsAndWithWhatItHasLearned() throws Exception {
        LearnRun run = learn(ENDLESS);
        until(() -> run.moment().step() >= 3);
        long before = run.moment().step();
        Path other = Path.of("src/test/resources/golden/pipeline_trained");
        assertThat(draw(other).handle().ended().get()).isEqualTo(JobHandle.State.DONE);
        Path soFar = studio.learning().publish(model("mine")).get();
        assertThat(draw(soFar).handle().ended().get()).isEqualTo(JobHandle.State.DONE);
        until(() -> run.moment().step() > before);
        assertThat(run.moment().phase()).as("training goes on").isEqualTo(LearnMoment.Phase.TRAINING);

        run.handle().orElseThrow().pause();
        until(run::isPaused);
        assertThat(studio.learning().publish(model("mine")).get()).as("also of a run that is paused").isEqualTo(soFar);
        run.finish();
        assertThat(run.ended().get()).isEqualTo(LearnMoment.Phase.DONE);
        assertThat(model("mine").isLeft()).isFalse();
    }

    @Test
    void whatWasLeftCanBeDrawnWithAndGoesOnAtTheNextStart() throws Exception {
        LearnRun run = learn(ENDLESS);
        until(() -> run.moment().step() >= 5);
        studio.close();
        assertThat(run.moment().phase()).isEqualTo(LearnMoment.Phase.STOPPED);

        open();
        LearnedModel left = model("mine");
        assertThat(left.isLeft()).isTrue();
        assertThat(left.step()).isGreaterThanOrEqualTo(5);
        assertThat(left.model()).isEqualTo(LearnedModel.Readiness.NOT_YET);
        assertThat(studio.learning().learned(left).get().notes()).isNotEmpty();
        assertThat(draw(studio.learning().publish(left).get()).handle().ended().get()).isEqualTo(JobHandle.State.DONE);

        LearnRun again = studio.learning().goOn(left, left.step() + 4).get();
        assertThat(again.ended().get()).as("%s", again.moment().problem()).isEqualTo(LearnMoment.Phase.DONE);
        assertThat(again.moment().prepared().orElseThrow().step()).isEqualTo(left.step());
        assertThat(again.moment().step()).isEqualTo(left.step() + 4);
    }

    @Test
    void aFolderThatVanishedIsSaidAndTheRunCanGoOnWhenItIsBack() throws Exception {
        LearnRun run = studio.learning().start("mine", folder.resolve("nowhere"), TINY).get();
        assertThat(run.ended().get()).isEqualTo(LearnMoment.Phase.FAILED);
        Problem problem = run.moment().problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.FIXABLE);
        assertThat(problem.sentence()).contains("nowhere");
        assertThat(model("mine").isLeft()).isTrue();
        Files.move(data, folder.resolve("nowhere"));
        assertThat(studio.learning().goOn(model("mine"), 2).get().ended().get()).isEqualTo(LearnMoment.Phase.DONE);
    }

    @Test
    void modelsAreRenamedDeletedAndBroughtBack() throws Exception {
        LearnRun run = learn(2);
        run.ended().get();
        studio.change(s -> s.withDraw(s.draw().withModel(run.folder().toString())));
        LearnedModel renamed = studio.learning().rename(model("mine"), "heads/2").get();
        assertThat(renamed.name()).isEqualTo("heads-2");
        assertThat(studio.settings().draw().model()).isEqualTo(renamed.folder().toString());
        assertThat(studio.models()).extracting(Model::name).contains("heads-2").doesNotContain("mine");
        Learning.Deletion deletion = studio.learning().delete(renamed).get();
        assertThat(studio.learning().models()).isEmpty();
        studio.learning().undo(deletion).get();
        assertThat(model("heads-2").step()).isEqualTo(2);
        assertThat(draw(renamed.folder()).handle().ended().get()).isEqualTo(JobHandle.State.DONE);
    }

    @Test
    void aModelInTrainingIsNotTouched() throws Exception {
        LearnRun run = learn(ENDLESS);
        assertThatThrownBy(() -> studio.learning().delete(model("mine")).get()).hasMessageContaining("mine is being trained");
        run.stop();
        assertThat(run.ended().get()).isEqualTo(LearnMoment.Phase.STOPPED);
    }

    @Test
    void aLookAtAFolderTellsWhatIsUsedAndWhy() throws Exception {
        Files.writeString(data.resolve("notes.png"), "not a picture");
        Files.copy(data.resolve("000003.png"), data.resolve("again.png"));
        FolderSurvey look = studio.learning().look(data, TINY);
        until(() -> look.state().phase() == FolderSurvey.Phase.DONE);
        assertThat(look.state().usable()).isEqualTo(12);
        assertThat(look.state().size()).contains(FolderSize.FEW);
        assertThat(look.state().refused()).extracting(FolderSurvey.Refused::reason).containsExactlyInAnyOrder("NOT_AN_IMAGE", "DUPLICATE");
        assertThat(look.state().thumbnails()).hasSize(12).allMatch(t -> t.getWidth() == 16 && t.getHeight() == 16);
        FolderSurvey nothing = studio.learning().look(folder.resolve("nowhere"), TINY);
        until(() -> nothing.state().phase() == FolderSurvey.Phase.FAILED);
        assertThat(nothing.state().problem().orElseThrow().sentence()).contains("nowhere");
    }

    @Test
    void practicePicturesAreDrawnOnce() throws Exception {
        studio.change(s -> s.withLearn(s.learn().withPractice(9)));
        Path practice = studio.learning().practiceFolder();
        FolderSurvey look = studio.learning().look(practice, TINY);
        until(() -> look.state().phase() == FolderSurvey.Phase.DONE);
        assertThat(look.state().usable()).isEqualTo(9);
        var written = Files.getLastModifiedTime(practice.resolve("000000.png"));
        FolderSurvey again = studio.learning().look(practice, TINY.withCrop("LETTERBOX"));
        until(() -> again.state().phase() == FolderSurvey.Phase.DONE);
        assertThat(Files.getLastModifiedTime(practice.resolve("000000.png"))).isEqualTo(written);
    }

    @Test
    void theCostOfARecipeIsMeasuredOnce() {
        LearnCosts costs = studio.learning().costs();
        costs.measure(List.of(TINY, TINY.withSteps(7)));
        assertThat(studio.jobs().stream().filter(j -> j.purpose() == JobHandle.Purpose.MEASURE)).hasSizeLessThanOrEqualTo(1);
        until(() -> costs.of(TINY).step().isPresent());
        assertThat(costs.of(TINY).step().orElseThrow().secondsPerStep()).isBetween(1e-4, 10.0);
        assertThat(costs.of(TINY).step().orElseThrow().deviceBytes()).isPositive();
        assertThat(costs.of(TINY).seconds(200)).isEqualTo(2 * costs.of(TINY).seconds(100));
        assertThat(costs.of(TINY.withBatch(8)).seconds(1)).isNaN();
    }
}
