package kaobako.studio;

import java.util.List;
import java.util.Locale;
import kaobako.cl.Device;
import kaobako.cl.Devices;

/** The devices of this computer, as a text. */
public final class DeviceTable {
    private DeviceTable() {}

    /** One paragraph a device, the one taken by default marked with a star. Throws ClException where there is nothing to ask. */
    public static String text() {
        Devices.Survey survey = Devices.survey();
        boolean usable = survey.devices().stream().anyMatch(d -> d.obstacle().isEmpty());
        Device standard = !usable ? null : Devices.choose(survey.devices(), null);
        StringBuilder text = new StringBuilder();
        List<Device> devices = survey.devices();
        for (int i = 0; i < devices.size(); i++) text.append(paragraph(i, devices.get(i), devices.get(i) == standard ? "*" : " "));
        survey.problems().forEach(problem -> text.append(problem).append('\n'));
        if (devices.isEmpty()) text.append("No OpenCL device was found.\n");
        return text.toString();
    }

    private static String paragraph(int index, Device d, String mark) {
        return String.format(Locale.ROOT, """
                %s%d  %s
                     %s, %s, driver %s, %s
                     %d compute units%s, %s of memory, %s in one buffer
                     work-groups of %d, %d KiB local memory%s
                """, mark, index, d.label(), d.type().name().toLowerCase(Locale.ROOT).replace("gpu", "GPU").replace("cpu", "CPU"),
                d.vendor(), d.driver(), d.version(), d.computeUnits(), d.clockMhz() > 0 ? " at " + d.clockMhz() + " MHz" : "",
                size(d.globalMemory()), size(d.maxAllocation()), d.maxWorkGroup(), d.localMemory() >> 10,
                d.obstacle().map(why -> "\n     not usable: " + why).orElse(""));
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }
}
