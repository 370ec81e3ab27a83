package kaobako.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kaobako.store.DType;
import kaobako.unet.Parameter;
import kaobako.unet.UNet;

/** Makes a model of what a run that nobody works on has learned so far. Io thread. */
public final class UnfinishedModel {
    private UnfinishedModel() {}

    /** The step of the newest checkpoint in a run's folder; -1 if there is none. */
    public static long step(Path run) throws IOException {
        return Checkpoints.newestStep(run);
    }

    /**
     * Writes the averaged weights of the newest checkpoint as a model into the run's folder; the run can go on later.
     *
     * @param device on which it was trained, for the card
     * @return the step it was taken at
     * @throws TrainException if there is no checkpoint, another process trains there, or nothing can be written
     */
    public static long write(Path run, String device) {
        try (Checkpoints checkpoints = Checkpoints.open(run);
                Checkpoint last = Preparation.latest(run, checkpoints, new ArrayList<>())) {
            List<Parameter> parameters = UNet.parameters(last.config().unet());
            Map<String, float[]> tensors = parameters.stream()
                    .collect(Collectors.toMap(p -> FinishedModel.EMA + "." + p.name(), p -> last.tensor(FinishedModel.EMA, p)));
            new FinishedModel(last.config(), last.state(), device, new LossCurve(last.state().losses()).smoothed())
                    .write(run, parameters, tensors, DType.F32);
            return last.state().step();
        } catch (IOException e) {
            throw Checkpoints.unwritable(run, e);
        }
    }
}
