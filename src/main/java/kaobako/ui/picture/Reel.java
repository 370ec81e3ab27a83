package kaobako.ui.picture;

import java.util.Optional;
import kaobako.generate.Recipe;
import kaobako.studio.Film;
import kaobako.studio.JobHandle;
import kaobako.studio.Latest;
import kaobako.studio.Model;
import kaobako.ui.Desk;
import kaobako.ui.part.Pick;

/** The film of one picture, made by drawing it again, which is exact, when it is asked for. Event thread. */
final class Reel {
    private final Desk desk;
    private Latest<Film> film = new Latest<>(Film.EMPTY);
    private Optional<Pick> pick = Optional.empty();
    private Optional<JobHandle> job = Optional.empty();

    Reel(Desk desk) {
        this.desk = desk;
    }

    /** As far as it is made. */
    Film film() {
        return film.get();
    }

    /** Another picture; false if it is the one that is open. */
    boolean open(Pick opened) {
        boolean same = pick.map(p -> p.seeds().equals(opened.seeds()) && p.recipe().equals(opened.recipe())).orElse(false);
        pick = Optional.of(opened);
        if (same) return false;
        stop();
        film = new Latest<>(Film.EMPTY);
        return true;
    }

    /** Makes the film, unless it is made or being made or its recipe is not known yet. Says so if its model is not here. */
    void record() {
        boolean busy = job.filter(j -> !j.state().isEnd()).isPresent();
        Optional<Recipe> recipe = pick.flatMap(Pick::ownRecipe);
        if (busy || recipe.isEmpty() || !film.get().frames().isEmpty()) return;
        Optional<Model> model = desk.studio().models().stream().filter(m -> m.name().equals(recipe.get().model())).findFirst();
        if (model.isEmpty()) {
            desk.say(desk.text("recipe.modelMissing", recipe.get().model()));
            return;
        }
        film = new Latest<>(Film.EMPTY);
        JobHandle handle = desk.studio().easel().film(recipe.get().config(model.get().folder()), film);
        job = Optional.of(handle);
        desk.then(handle.ended(), state -> handle.problem().ifPresent(desk::report));
    }

    void stop() {
        job.ifPresent(JobHandle::stop);
    }
}
