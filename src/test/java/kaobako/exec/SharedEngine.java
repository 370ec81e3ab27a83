package kaobako.exec;

import kaobako.cl.Devices;

/** The engine on {@code -Dkaobako.device} that tests share, so that each kernel is built once: left to the end of the test process. */
public final class SharedEngine {
    private static Engine engine;

    private SharedEngine() {}

    public static synchronized Engine get() {
        if (engine == null) engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")));
        return engine;
    }
}
