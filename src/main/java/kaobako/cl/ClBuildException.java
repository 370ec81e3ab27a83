package kaobako.cl;

/** A program did not compile. The message holds the first error with its file and line; {@link #log()} the compiler's whole log. */
public final class ClBuildException extends ClException {
    private final String log;

    ClBuildException(int code, String program, Device device, String options, String log) {
        super(code, "Kernel program " + program + " does not build on " + device.label() + ": " + firstError(log)
                + " (options: " + options + ")", null);
        this.log = log;
    }

    public String log() {
        return log;
    }

    private static String firstError(String log) {
        return log.lines().filter(line -> line.contains("error:")).findFirst()
                .or(() -> log.lines().filter(line -> !line.isBlank()).findFirst())
                .map(line -> line.strip().replaceFirst("^error: ", "")).orElse("the driver gave no build log");
    }
}
