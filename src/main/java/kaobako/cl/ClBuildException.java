package kaobako.cl;

import kaobako.text.Sentence;

/** A program did not compile. The message holds the first error with its file and line; {@link #log()} the compiler's whole log. */
public final class ClBuildException extends ClException {
    private final String log;

    ClBuildException(int code, String program, Device device, String options, String log) {
        super(code, Sentence.of("cl.build", "Kernel program %s does not build on %s: %s (options: %s)", program, device.label(),
                firstError(log), options), null);
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
