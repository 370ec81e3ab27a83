package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final String SOURCE = """
            __kernel void scale(__global float *x, float by, int n) {
                int i = get_global_id(0);
                if (i < n) x[i] *= by;
            }
            __kernel void sum(__global const float *x, __global float *y, __local float *part) {
                int i = get_local_id(0);
                part[i] = x[get_global_id(0)];
                barrier(CLK_LOCAL_MEM_FENCE);
                if (i == 0) {
                    float s = 0.0f;
                    for (int j = 0; j < (int) get_local_size(0); j++) s += part[j];
                    y[get_group_id(0)] = s;
                }
            }
            """;
    private final Device device = Devices.choose(System.getProperty("kaobako.device"));
    private final Queue queue = Queue.open(device, Profiling.ON);

    @AfterEach
    void close() {
        queue.close();
        assertThat(queue.allocatedBytes()).as("bytes of buffers left open").isZero();
    }

    /** What one lane does is seen by the other and by the queue that await it; the memory is that of the queue. */
    @Test
    void lanesShareMemoryAndAwaitEachOther() {
        try (Queue main = Queue.open(device); DeviceBuffer a = main.allocate(4000); DeviceBuffer b = main.allocate(4000);
                Program program = Program.build(main, "test", SOURCE, "-cl-std=CL1.2")) {
            List<Queue> lanes = main.lanes().isEmpty() ? List.of(main, main) : main.lanes();
            assertThat(lanes).hasSize(2).isEqualTo(main.lanes().isEmpty() ? lanes : main.lanes());
            float[] data = new float[1000];
            for (int round = 1; round <= 20; round++) {
                java.util.Arrays.fill(data, round);
                main.write(a, 0, data);
                lanes.get(0).await(main);
                Kernel kernel = program.kernel("scale").set(0, a).set(1, 3f).set(2, 1000);
                lanes.get(0).launch(kernel, new long[] {1024}, new long[] {64});
                lanes.get(1).await(lanes.get(0));
                lanes.get(1).copy(a, 0, b, 0, 4000);
                main.await(lanes.get(1));
                float[] found = new float[1000];
                main.read(b, 0, found);
                assertThat(found).containsOnly(3f * round);
                kernel.close();
            }
            assertThat(main.allocatedBytes()).isEqualTo(8000);
            try (DeviceBuffer c = lanes.get(1).allocate(400)) {
                assertThat(main.allocatedBytes()).isEqualTo(8400);
            }
        }
    }

    @Test
    void dataOfAnySizeComesBackAsItWas() {
        Random random = new Random(1);
        for (int length : new int[] {1, 3, 63, 64, 1000, 262_144, 262_145, 1_500_001}) {
            float[] data = new float[length];
            for (int i = 0; i < length; i++) data[i] = random.nextFloat();
            float[] back = new float[length];
            try (DeviceBuffer buffer = queue.allocate(4L * length + 4)) {
                queue.write(buffer, 4, data.clone());
                queue.read(buffer, 4, back);
            }
            assertThat(back).as("%d floats", length).isEqualTo(data);
        }
    }

    @Test
    void eachHostTypeIsWrittenAsItsBytes() {
        try (DeviceBuffer buffer = queue.allocate(32)) {
            ByteBuffer window = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putInt(99).putInt(4);
            queue.write(buffer, 0, new int[] {1, 2});
            queue.write(buffer, 8, new byte[] {3, 0, 0, 0});
            queue.write(buffer, 12, window.position(4));
            queue.write(buffer, 16, new float[] {1f});
            queue.fillZero(buffer, 20, 8);
            queue.copy(buffer, 0, buffer, 28, 4);
            int[] ints = new int[8];
            queue.read(buffer, 0, ints);
            byte[] bytes = new byte[3];
            queue.read(buffer, 4, bytes);
            assertThat(ints).containsExactly(1, 2, 3, 4, Float.floatToIntBits(1f), 0, 0, 1);
            assertThat(bytes).containsExactly(2, 0, 0);
            assertThat(window.position()).isEqualTo(4);
        }
    }

    @Test
    void manySmallWritesArriveInOrderThoughTheSourceChanges() {
        int[] row = new int[100];
        try (DeviceBuffer buffer = queue.allocate(400 * 9000L)) {
            for (int i = 0; i < 9000; i++) {
                row[0] = i;
                row[99] = -i;
                queue.write(buffer, 400L * i, row);
            }
            int[] all = new int[100 * 9000];
            queue.read(buffer, 0, all);
            for (int i = 0; i < 9000; i++) assertThat(new int[] {all[100 * i], all[100 * i + 99]}).containsExactly(i, -i);
        }
    }

    @Test
    void aSliceIsAWindowOnItsParent() {
        int align = device.baseAlignBytes();
        try (DeviceBuffer buffer = queue.allocate(align + 16L); DeviceBuffer slice = buffer.slice(align, 16)) {
            queue.write(slice, 0, new int[] {5, 6, 7, 8});
            int[] back = new int[2];
            queue.read(buffer, align + 4L, back);
            assertThat(back).containsExactly(6, 7);
            assertThat(queue.allocatedBytes()).as("a slice costs nothing").isEqualTo(align + 16L);
            assertThatThrownBy(() -> buffer.slice(1, 4)).hasMessageContaining("multiple of " + align);
            assertThatThrownBy(() -> buffer.slice(align, 17)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void accessOutsideABufferIsRefused() {
        try (DeviceBuffer buffer = queue.allocate(16)) {
            assertThatThrownBy(() -> queue.write(buffer, 4, new float[4])).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("16 bytes");
            assertThatThrownBy(() -> queue.read(buffer, -1, new byte[1])).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> queue.fillZero(buffer, 0, 20)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        DeviceBuffer closed = queue.allocate(4);
        closed.close();
        closed.close();
        assertThatThrownBy(() -> queue.write(closed, 0, new int[1])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void memoryThatIsNotThereIsRefusedWithNumbers() {
        long tooMuch = device.maxAllocation() + 1;
        assertThatThrownBy(() -> queue.allocate(tooMuch)).isInstanceOfSatisfying(DeviceMemoryException.class, e -> {
            assertThat(e.needed()).isEqualTo(tooMuch);
            assertThat(e.available()).isEqualTo(device.maxAllocation());
            assertThat(e).hasMessageContaining("Lower the batch size");
        });
    }

    @Test
    void kernelsRunInOrderAndAreTimed() {
        try (Program program = Program.build(queue, "test.cl", SOURCE, "-cl-std=CL1.2");
             Kernel scale = program.kernel("scale"); Kernel sum = program.kernel("sum");
             DeviceBuffer x = queue.allocate(4 * 64); DeviceBuffer y = queue.allocate(4 * 4)) {
            float[] data = new float[64];
            for (int i = 0; i < 64; i++) data[i] = i;
            queue.write(x, 0, data);
            queue.launch(scale.set(0, x).set(1, 2f).set(2, 64), new long[] {64}, null);
            queue.launch(sum.set(0, x).set(1, y).setLocal(2, 16 * 4), new long[] {64}, new long[] {16});
            float[] sums = new float[4];
            queue.read(y, 0, sums);
            assertThat(sums).containsExactly(240f, 752f, 1264f, 1776f);
            List<Timing> timings = queue.takeProfile();
            assertThat(timings).extracting(Timing::kernel).containsExactly("scale", "sum");
            assertThat(timings).allSatisfy(t -> assertThat(t.nanos()).isNotNegative());
            assertThat(timings.get(1).startNanos()).isGreaterThanOrEqualTo(timings.get(0).startNanos());
            assertThat(queue.takeProfile()).isEmpty();
        }
    }

    @Test
    void aLaunchAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] global = {1};
        try (Queue plain = Queue.open(device); Program program = Program.build(plain, "test.cl", SOURCE, "-cl-std=CL1.2");
             Kernel scale = program.kernel("scale"); DeviceBuffer x = plain.allocate(4)) {
            scale.set(0, x).set(1, 1f).set(2, 1);
            for (int i = 0; i < 300; i++) plain.launch(scale, global, global);
            plain.finish();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 300; i++) plain.launch(scale, global, global);
            long perLaunch = (threads.getCurrentThreadAllocatedBytes() - before) / 300;
            plain.finish();
            assertThat(perLaunch).as("bytes of Java heap a launch, less than one object").isLessThan(16);
        }
    }

    @Test
    void aReadbackDoesNotWaitUntilAsked() {
        try (DeviceBuffer x = queue.allocate(16); Readback readback = queue.readback(16)) {
            assertThat(readback.isDone()).isFalse();
            assertThatThrownBy(readback::data).isInstanceOf(IllegalStateException.class);
            for (int round = 1; round <= 3; round++) {
                queue.write(x, 0, new int[] {round, 2, 3, 4});
                readback.start(x, 0, 16);
                queue.write(x, 0, new int[] {-1, -1, -1, -1});
                assertThat(readback.data().getInt(0)).isEqualTo(round);
                assertThat(readback.isDone()).isTrue();
            }
            assertThatThrownBy(() -> readback.start(x, 4, 16)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
