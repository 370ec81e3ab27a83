package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.system.MemoryUtil.NULL;

import java.util.ArrayList;
import java.util.List;
import org.lwjgl.system.MemoryUtil;

/** The events of launches that were not read yet. Owner: a {@link Queue}. */
final class Profile implements AutoCloseable {
    private final long cell = MemoryUtil.nmemAllocChecked(8);
    private final List<String> kernels = new ArrayList<>();
    private final List<Long> events = new ArrayList<>();

    /** Where the next launch puts its event. */
    long slot() {
        return cell;
    }

    void launched(String kernel) {
        kernels.add(kernel);
        events.add(MemoryUtil.memGetAddress(cell));
    }

    /** All launches must be done. */
    List<Timing> take() {
        List<Timing> timings = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++)
            timings.add(new Timing(kernels.get(i), read(events.get(i), CL_PROFILING_COMMAND_START), read(events.get(i), CL_PROFILING_COMMAND_END)));
        forget();
        return timings;
    }

    private long read(long event, int parameter) {
        ClException.check(nclGetEventProfilingInfo(event, parameter, 8, cell, NULL), "clGetEventProfilingInfo", null);
        return MemoryUtil.memGetLong(cell);
    }

    private void forget() {
        for (long event : events) clReleaseEvent(event);
        events.clear();
        kernels.clear();
    }

    @Override
    public void close() {
        forget();
        MemoryUtil.nmemFree(cell);
    }
}
