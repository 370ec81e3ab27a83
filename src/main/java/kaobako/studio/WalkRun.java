package kaobako.studio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.generate.Walk;

/**
 * A walk that was started. Frames that an earlier walk with the same settings has drawn are taken from there.
 *
 * @param mixes   the noise of each frame
 * @param config  how it is drawn; its seeds are those of the drawing
 * @param known   pictures from before
 * @param drawing of the others; empty if none are missing
 */
public record WalkRun(Walk walk, List<SeedMix> mixes, GenerateConfig config, Map<SeedMix, Picture> known, Optional<Recipe> knownRecipe,
        Optional<DrawRun> drawing) {
    /**
     * A moment of it.
     *
     * @param pictures one a frame; empty before its first preview
     * @param finished how many will not change any more
     * @param recipe   empty until the model is open
     */
    public record Frames(List<Optional<Picture>> pictures, int finished, Optional<Recipe> recipe) {
        public static final Frames NONE = new Frames(List.of(), 0, Optional.empty());

        public boolean isWhole() {
            return !pictures.isEmpty() && finished == pictures.size();
        }

        /** The picture to show at a frame: its own, or the nearest before it, or else the nearest after it. */
        public Optional<Picture> nearest(int frame) {
            for (int i = Math.min(frame, pictures.size() - 1); i >= 0; i--) if (pictures.get(i).isPresent()) return pictures.get(i);
            return pictures.stream().flatMap(Optional::stream).findFirst();
        }
    }

    public WalkRun {
        mixes = List.copyOf(mixes);
        known = Map.copyOf(known);
    }

    /** The seeds that are to be drawn, the coarse ones first, each once. */
    static List<SeedMix> missing(Walk walk, List<SeedMix> mixes, Set<SeedMix> known) {
        Set<SeedMix> missing = new LinkedHashSet<>();
        walk.order().stream().map(mixes::get).filter(m -> !known.contains(m)).forEach(missing::add);
        return List.copyOf(missing);
    }

    /** Its finished pictures by seeds, for a walk that is drawn as {@code other}; none if the settings differ. */
    Map<SeedMix, Picture> finished(GenerateConfig other) {
        if (!other.withSeeds(config.seeds()).equals(config)) return Map.of();
        Map<SeedMix, Picture> finished = new HashMap<>(known);
        drawing.ifPresent(run -> run.wall().get().tiles().stream().filter(t -> t.stage() == Wall.Stage.FINISHED)
                .forEach(t -> finished.put(t.seeds(), t.picture().orElseThrow())));
        return finished;
    }

    /** What it is drawn with, once known. */
    public Optional<Recipe> recipe() {
        return drawing.flatMap(run -> run.wall().get().recipe()).or(() -> knownRecipe);
    }

    /** The same object as long as nothing is new. */
    public Object version() {
        return drawing.<Object>map(run -> run.wall().get()).orElse(this);
    }

    public Frames frames() {
        Map<SeedMix, Wall.Tile> tiles = new HashMap<>();
        drawing.ifPresent(run -> run.wall().get().tiles().forEach(t -> tiles.put(t.seeds(), t)));
        List<Optional<Picture>> pictures = new ArrayList<>();
        int finished = 0;
        for (SeedMix mix : mixes) {
            Wall.Tile tile = tiles.get(mix);
            pictures.add(tile == null ? Optional.ofNullable(known.get(mix)) : tile.picture());
            if (tile == null || tile.stage() == Wall.Stage.FINISHED) finished++;
        }
        return new Frames(pictures, finished, recipe());
    }

    public boolean isDrawing() {
        return drawing.map(run -> !run.handle().state().isEnd()).orElse(false);
    }

    public void stop() {
        drawing.map(DrawRun::handle).ifPresent(JobHandle::stop);
    }
}
