package kaobako.studio;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import kaobako.generate.SelfTest;
import kaobako.text.Sentence;

/**
 * What is known of the devices, and which one is used and why.
 *
 * @param devices  all that were found, usable or not
 * @param problems a sentence for each platform that could not be asked
 * @param chosen   the one in use or being opened
 * @param test     the last self-test of this run
 * @param failure  why there is no device; only with {@link Phase#NONE} and {@link Phase#FAILED}
 */
public record DeviceState(Phase phase, List<DeviceFacts> devices, List<Sentence> problems, Optional<DeviceFacts> chosen, Reason reason,
        Optional<SelfTest.Result> test, Optional<Problem> failure) {
    public enum Phase {
        SEARCHING,
        /** No OpenCL here. */
        NONE,
        OPENING,
        /** Its numbers are being checked, which builds kernels. */
        CHECKING,
        READY,
        /** There are devices, but the chosen one cannot be used. */
        FAILED
    }

    public enum Reason {
        /** The best by kind: discrete GPU, integrated GPU, CPU. */
        BEST,
        CHOSEN,
        /** The one in the settings is not there, so the best. */
        CHOSEN_IS_GONE
    }

    public static final DeviceState START =
            new DeviceState(Phase.SEARCHING, List.of(), List.of(), Optional.empty(), Reason.BEST, Optional.empty(), Optional.empty());

    DeviceState at(Phase next) {
        return new DeviceState(next, devices, problems, chosen, reason, test, Optional.empty());
    }

    DeviceState tested(SelfTest.Result result) {
        DeviceState known = result.passed() ? this : with(d -> d.withRight(Set.of()));
        return new DeviceState(phase, known.devices, problems, known.chosen, reason, Optional.of(result), failure);
    }

    /** With the chosen device right for one more use. */
    DeviceState right(SelfTest.Use use) {
        return with(d -> {
            Set<SelfTest.Use> more = EnumSet.of(use);
            more.addAll(d.right());
            return d.withRight(more);
        });
    }

    /** Its numbers are being checked; what is ready stays so, whatever more is checked later. */
    DeviceState checking() {
        return phase == Phase.OPENING ? at(Phase.CHECKING) : this;
    }

    DeviceState measured(Speed speed) {
        return with(d -> d.withSpeed(speed));
    }

    /** With something else known of the chosen device. */
    private DeviceState with(UnaryOperator<DeviceFacts> change) {
        List<DeviceFacts> known = devices.stream().map(d -> chosen.equals(Optional.of(d)) ? change.apply(d) : d).toList();
        return new DeviceState(phase, known, problems, chosen.map(change), reason, test, failure);
    }

    DeviceState failed(Phase next, Problem why) {
        return new DeviceState(next, devices, problems, chosen, reason, test, Optional.of(why));
    }
}
