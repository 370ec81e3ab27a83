package kaobako.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kaobako.file.AtomicFile;
import kaobako.store.DType;
import kaobako.unet.Parameter;

/** Where a run's files go; a test has one that is full. Io thread. */
interface Disk {
    Disk REAL = new Disk() {};

    default void write(Path file, TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors) throws IOException {
        Checkpoint.write(file, config, state, tensors);
    }

    default Path write(SampleSheets.Sheet sheet) throws IOException {
        return sheet.write();
    }

    default void write(Path file, String text) throws IOException {
        AtomicFile.write(file, text);
    }

    default void append(RunLog log, TrainEvent event) throws IOException {
        log.add(event);
    }

    default void write(FinishedModel model, Path folder, List<Parameter> parameters, Map<String, float[]> tensors, DType storage)
            throws IOException {
        model.write(folder, parameters, tensors, storage);
    }
}
