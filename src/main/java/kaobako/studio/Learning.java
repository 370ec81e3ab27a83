package kaobako.studio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import kaobako.file.FileException;
import kaobako.text.Sentence;
import kaobako.train.Budget;
import kaobako.train.Preparation;
import kaobako.train.Rhythm;
import kaobako.train.TrainRequest.Start;
import kaobako.train.TrainRequest;
import kaobako.train.UnfinishedModel;

/**
 * Everything about learning: looks at folders, runs, and the models they leave. Part of the {@link Studio}; returns at once, and what
 * became of it is seen in snapshots and futures. Any thread.
 */
public final class Learning {
    /** An early sheet of samples to compare with; later ones come as the time spent allows. */
    private static final Rhythm RHYTHM = new Rhythm(3, 0.02, 3);

    /** A model in the bin. */
    public record Deletion(LearnedModel model, Path inBin) {}

    private final Studio studio;
    private final GpuThread gpu;
    private final Workbench bench;
    private final LearnedModels models;
    private final LearnCosts costs;
    private final CopyChecks copies;
    private final Path practice;
    private final Latest<List<LearnRun>> runs = new Latest<>(List.of());
    private final Latest<Optional<FolderSurvey>> survey = new Latest<>(Optional.empty());

    Learning(Studio studio, GpuThread gpu, Workbench bench) {
        this.studio = studio;
        this.gpu = gpu;
        this.bench = bench;
        models = new LearnedModels(studio.home().models());
        practice = studio.home().models().resolveSibling("practice");
        costs = new LearnCosts(gpu, bench);
        copies = new CopyChecks(studio);
    }

    /** The newest look at a folder. */
    public Optional<FolderSurvey> survey() {
        return survey.get();
    }

    /** Looks at a folder with a recipe's crop and size; an earlier look that has not ended is given up. */
    public FolderSurvey look(Path folder, LearnRecipe recipe) {
        return look(folder, recipe, folder.equals(practice) ? studio.settings().learn().practice() : 0);
    }

    /** The folder of practice pictures, which are drawn by the first look at it. */
    public Path practiceFolder() {
        return practice;
    }

    private FolderSurvey look(Path folder, LearnRecipe recipe, int practicePictures) {
        FolderSurvey look = new FolderSurvey(folder, recipe, Session.pictureCache());
        survey.get().ifPresent(FolderSurvey::cancel);
        survey.set(Optional.of(look));
        studio.onIo(() -> {
            look.run(practicePictures);
            return null;
        });
        return look;
    }

    /** What training costs on the device in use. */
    public LearnCosts costs() {
        return costs;
    }

    /** Whether pictures are copies of what a model learned from. */
    public CopyChecks copies() {
        return copies;
    }

    /** The runs that were started since the program was, also those that have ended. */
    public List<LearnRun> runs() {
        return runs.get();
    }

    /** The run that works on a model now. */
    public Optional<LearnRun> active(Path folder) {
        return runs.get().stream().filter(r -> r.folder().equals(folder) && !r.moment().phase().isEnd()).findFirst();
    }

    public boolean isActive() {
        return runs.get().stream().anyMatch(r -> !r.moment().phase().isEnd());
    }

    /** The models on the disk, by name. */
    public List<LearnedModel> models() {
        return models.all();
    }

    /** What the model of this name was learned from, if it was learned here. */
    public Optional<LearnPlan> plan(String model) {
        return models.all().stream().filter(m -> m.name().equals(model)).findFirst().map(LearnedModel::plan);
    }

    /** Reads the disk anew. */
    public CompletableFuture<List<LearnedModel>> find() {
        return studio.onIo(models::scan);
    }

    /** At the start: forgets what was deleted before, and finds the models. */
    public CompletableFuture<List<LearnedModel>> begin() {
        return studio.onIo(() -> {
            models.emptyBin();
            return models.scan();
        });
    }

    /** Starts a run with a new network. The name is taken as near as the disk allows. */
    public CompletableFuture<LearnRun> start(String name, Path data, LearnRecipe recipe) {
        LearnPlan plan = new LearnPlan(data.toString(), recipe, LearnPlan.State.OPEN);
        return studio.onIo(() -> {
            Path folder = models.reserve(name);
            plan.write(folder);
            return begin(new LearnRun(folder, plan, Learned.NOTHING), new Start.Fresh());
        });
    }

    /** Goes on with a run that was left, or trains a finished model further, until it has done {@code steps} in all. */
    public CompletableFuture<LearnRun> goOn(LearnedModel model, long steps) {
        LearnPlan plan = model.plan().until(steps);
        return studio.onIo(() -> {
            Optional<LearnRun> already = active(model.folder());
            if (already.isPresent()) return already.get();
            plan.write(model.folder());
            Start start = UnfinishedModel.step(model.folder()) < 0 ? new Start.Fresh() : new Start.Resume();
            return begin(new LearnRun(model.folder(), plan, LearnedFiles.read(model.folder())), start);
        });
    }

    /** Returns once the run is listed; the pictures are read on another io thread. */
    private LearnRun begin(LearnRun run, Start start) throws IOException {
        runs.update(before -> {
            List<LearnRun> more = new ArrayList<>(before);
            more.removeIf(r -> r.folder().equals(run.folder()));
            more.add(run);
            return List.copyOf(more);
        });
        models.scan();
        studio.onIo(() -> prepare(run, start)).whenComplete((preparation, failure) -> {
            if (failure == null) onDevice(run, preparation);
            else ended(run, Problem.of(failure));
        });
        return run;
    }

    private Preparation prepare(LearnRun run, Start start) {
        LearnRecipe recipe = run.plan().recipe();
        TrainRequest request = TrainRequest.of(Path.of(run.plan().data()), run.folder()).with(recipe.config()).with(start)
                .with(Budget.steps(recipe.steps())).with(RHYTHM).with(recipe.storage());
        return Session.prepare(request, run.listener(), run::isCancelled);
    }

    private void onDevice(LearnRun run, Preparation preparation) {
        run.waiting();
        // the real thing is there: it need not wait for estimates
        costs.stop();
        TrainJob job = new TrainJob(bench, preparation, run);
        JobHandle handle = gpu.start(JobHandle.Purpose.LEARN, job);
        run.started(job, handle);
        handle.ended().thenAccept(state -> {
            if (state == JobHandle.State.DONE) done(run);
            else ended(run, handle.problem().orElse(Problem.of(new java.util.concurrent.CancellationException())));
        });
    }

    private void done(LearnRun run) {
        studio.onIoUnlessClosed(() -> {
            run.plan().with(LearnPlan.State.DONE).write(run.folder());
            return models.scan();
        }).whenComplete((scanned, failure) -> {
            run.end(LearnMoment.Phase.DONE, Optional.empty());
            if (failure != null) studio.report(Problem.of(failure));
            else studio.findModels();
        });
    }

    private void ended(LearnRun run, Problem problem) {
        boolean stopped = problem.kind() == Problem.Kind.CANCELLED;
        LearnMoment.Phase phase = stopped ? LearnMoment.Phase.STOPPED : LearnMoment.Phase.FAILED;
        // when the program ends nobody looks at the list any more, and the io threads may be gone
        studio.onIoUnlessClosed(models::scan).whenComplete((scanned, failure) ->
                run.end(phase, stopped ? Optional.empty() : Optional.of(problem)));
    }

    /** What a run has left on the disk. */
    public CompletableFuture<Learned> learned(LearnedModel model) {
        return studio.onIo(() -> LearnedFiles.read(model.folder()));
    }

    /** A sheet of samples, a pixel for each of theirs, transparent between them. */
    public CompletableFuture<BufferedImage> image(Learned.Sheet sheet) {
        return studio.onIo(() -> LearnedFiles.image(sheet));
    }

    /** Makes a model of what has been learned so far, also while training goes on; completes when it can be drawn with. */
    public CompletableFuture<Path> publish(LearnedModel model) {
        Optional<TrainJob> job = active(model.folder()).flatMap(LearnRun::job);
        CompletableFuture<Path> written;
        if (job.isPresent()) {
            written = gpu.run(JobHandle.Purpose.PREPARE, job.get()::publish).thenCompose(Function.identity())
                    .thenCompose(path -> gpu.run(JobHandle.Purpose.PREPARE, () -> {
                        bench.forget(path);
                        return path;
                    }));
        } else if (model.model() == LearnedModel.Readiness.READY) {
            written = CompletableFuture.completedFuture(model.folder());
        } else {
            written = studio.onIo(() -> {
                UnfinishedModel.write(model.folder(), bench.state().get().chosen().map(DeviceFacts::label).orElse("a device"));
                return model.folder();
            });
        }
        return written.thenCompose(path -> studio.findModels().thenCombine(find(), (found, scanned) -> path));
    }

    public CompletableFuture<LearnedModel> rename(LearnedModel model, String name) {
        return changed(model, () -> {
            Path folder = models.rename(model, name);
            String before = model.folder().toString();
            studio.change(s -> s.draw().model().equals(before) ? s.withDraw(s.draw().withModel(folder.toString())) : s);
            return LearnedModel.read(folder).orElseThrow();
        });
    }

    /** Moves a model to the bin, where it stays until the next start. */
    public CompletableFuture<Deletion> delete(LearnedModel model) {
        return changed(model, () -> new Deletion(model, models.delete(model)));
    }

    public CompletableFuture<Void> undo(Deletion deletion) {
        return changed(deletion.model(), () -> {
            models.undo(deletion.model(), deletion.inBin());
            return null;
        });
    }

    private <T> CompletableFuture<T> changed(LearnedModel model, java.util.concurrent.Callable<T> change) {
        if (active(model.folder()).isPresent()) {
            return CompletableFuture.failedFuture(new CompletionException(new FileException(
                    Sentence.of("model.busy", "%s is being trained; stop it first.", model.name()), null)));
        }
        // nothing may hold files of a folder that moves
        CompletableFuture<Void> free = gpu.run(JobHandle.Purpose.PREPARE, () -> {
            bench.forget(model.folder());
            return null;
        });
        return free.thenCompose(nothing -> studio.onIo(change)).thenCompose(result -> {
            runs.update(before -> before.stream().filter(r -> !r.folder().equals(model.folder())).toList());
            return studio.findModels().thenApply(found -> result);
        });
    }
}
