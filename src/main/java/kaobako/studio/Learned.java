package kaobako.studio;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kaobako.text.Sentence;

/**
 * What is to be seen of a run so far: the same whether it goes on or was left by an earlier start.
 *
 * @param losses in the order of their steps, thinned out
 * @param sheets samples in the order of their steps
 * @param notes  the last of what was said
 * @param basis  empty before the run was set up
 */
public record Learned(List<Loss> losses, List<Sheet> sheets, List<Note> notes, Optional<Basis> basis) {
    public static final Learned NOTHING = new Learned(List.of(), List.of(), List.of(), Optional.empty());
    private static final int MOST_NOTES = 400;

    /** What is learned from: how many pictures, and how many of them a step. */
    public record Basis(int pictures, int batch) {}

    /** Losses of a step; see {@link kaobako.train.TrainEvent.Progress}. */
    public record Loss(long step, double loss, double smoothed, List<Double> bands) {}

    /** A sheet of samples from the same seeds. */
    public record Sheet(long step, Path file) {}

    /**
     * Something that was said.
     *
     * @param kind     of the event, in small letters: {@code notice}, {@code saved}, ..
     * @param step     0 where it does not belong to a step
     * @param said     in words; {@code samples}, {@code saved} and the like need none but their step
     */
    public record Note(Instant time, String kind, long step, Sentence said) {}

    public Learned {
        losses = List.copyOf(losses);
        sheets = List.copyOf(sheets);
        notes = List.copyOf(notes.size() > MOST_NOTES ? notes.subList(notes.size() - MOST_NOTES, notes.size()) : notes);
    }

    Learned with(Sheet sheet) {
        List<Sheet> more = new java.util.ArrayList<>(sheets);
        more.removeIf(s -> s.step() >= sheet.step());
        more.add(sheet);
        return new Learned(losses, more, notes, basis);
    }

    Learned with(Note note) {
        List<Note> more = new java.util.ArrayList<>(notes);
        more.add(note);
        return new Learned(losses, sheets, more, basis);
    }

    Learned withLosses(List<Loss> value) {
        return new Learned(value, sheets, notes, basis);
    }

    Learned with(Basis value) {
        return new Learned(losses, sheets, notes, Optional.of(value));
    }
}
