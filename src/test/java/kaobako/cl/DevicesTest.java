package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevicesTest {
    private final Device discrete = fake("GeForce RTX", "NVIDIA CUDA", "OpenCL 3.0 CUDA", Device.Type.GPU, false, 46);
    private final Device small = fake("GeForce GT", "NVIDIA CUDA", "OpenCL 1.2 CUDA", Device.Type.GPU, false, 4);
    private final Device integrated = fake("UHD Graphics", "Intel(R) OpenCL Graphics", "OpenCL 3.0 NEO", Device.Type.GPU, true, 32);
    private final Device processor = fake("pthread-EPYC", "Portable Computing Language", "OpenCL 3.0 PoCL", Device.Type.CPU, true, 2);
    private final Device llvmpipe = fake("llvmpipe (LLVM 15)", "rusticl", "OpenCL 3.0 ", Device.Type.CPU, true, 64);
    private final Device clover = fake("Radeon", "Clover", "OpenCL 1.1 Mesa", Device.Type.GPU, false, 64);

    private static Device fake(String name, String platform, String version, Device.Type type, boolean unified, int units) {
        return new Device(1, 2, name, "vendor of " + name, platform, "1", version, type, unified, true, units, 1000,
                1L << 30, 1L << 28, 256, 32768, 128, 1, Set.of());
    }

    @Test
    void theBestOfTheRankingIsChosen() {
        List<Device> worstFirst = List.of(clover, llvmpipe, processor, integrated, small, discrete);
        for (int best = worstFirst.size() - 1; best >= 1; best--)
            assertThat(Devices.choose(worstFirst.subList(0, best + 1), null)).isEqualTo(worstFirst.get(best));
        assertThat(Devices.choose(worstFirst, "  ")).isEqualTo(discrete);
    }

    @Test
    void aSelectorIsANumberOrAPartOfAName() {
        List<Device> all = List.of(discrete, small, integrated, processor);
        assertThat(Devices.choose(all, "2")).isEqualTo(integrated);
        assertThat(Devices.choose(all, "rtx")).isEqualTo(discrete);
        assertThat(Devices.choose(all, "PORTABLE")).isEqualTo(processor);
        assertThat(Devices.choose(all, "vendor of uhd")).isEqualTo(integrated);
    }

    @Test
    void anythingElseIsRefusedWithTheListOfDevices() {
        List<Device> all = List.of(discrete, small, clover);
        assertThatThrownBy(() -> Devices.choose(all, "geforce")).isInstanceOf(ClException.class)
                .hasMessageContaining("fits 2 devices").hasMessageContaining("0 = GeForce RTX").hasMessageContaining("1 = GeForce GT");
        assertThatThrownBy(() -> Devices.choose(all, "7")).hasMessageContaining("fits none").hasMessageContaining("0 = GeForce RTX");
        assertThatThrownBy(() -> Devices.choose(List.of(fake("Radeon 5", "ROCm", "OpenCL 2.0", Device.Type.GPU, false, 8)), "5")).as("a number, not a name")
                .hasMessageContaining("fits none");
        assertThatThrownBy(() -> Devices.choose(all, "radeon")).hasMessageContaining("OpenCL 1.1").hasMessageContaining("1.2 or later");
        assertThatThrownBy(() -> Devices.choose(List.of(clover), null)).hasMessageContaining("Radeon").hasMessageContaining("not usable");
        assertThatThrownBy(() -> Queue.open(clover)).isInstanceOf(ClException.class).hasMessageContaining("OpenCL 1.1");
    }

    @Test
    void theDevicesOfThisComputerHaveSensibleFacts() {
        assertThat(Devices.all()).isNotEmpty().allSatisfy(d -> {
            assertThat(d.name()).isNotBlank();
            assertThat(d.version()).startsWith("OpenCL ");
            assertThat(d.computeUnits()).isPositive();
            assertThat(d.maxAllocation()).isPositive().isLessThanOrEqualTo(d.globalMemory());
            assertThat(d.localMemory()).isGreaterThanOrEqualTo(16 << 10);
            assertThat(d.maxWorkGroup()).isPositive();
            assertThat(d.baseAlignBytes()).isGreaterThanOrEqualTo(16).matches(n -> Integer.bitCount(n) == 1, "a power of two");
            assertThat(d.nativeVectorWidth()).isIn(1, 2, 4, 8, 16);
            assertThat(d.extensions()).isNotEmpty().noneMatch(String::isBlank);
        });
    }
}
