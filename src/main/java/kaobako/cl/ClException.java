package kaobako.cl;

/** An OpenCL call failed. The message is one line for the user: what failed, the symbolic code, and the remedy where there is one. */
public class ClException extends RuntimeException {
    private final int code;

    ClException(int code, String call, Object thing) {
        this(code, (thing == null ? "" : thing + ": ") + call + " failed with " + Status.name(code) + ". " + Status.remedy(code), null);
    }

    ClException(int code, String message, Throwable cause) {
        super(message.strip(), cause);
        this.code = code;
    }

    /** OpenCL's number, negative; 0 where the failure came before any OpenCL call (no loader, no device). */
    public int code() {
        return code;
    }

    /** The name of the code in the OpenCL standard. */
    public String symbol() {
        return code == 0 ? "" : Status.name(code);
    }

    /** Throws unless {@code code} is CL_SUCCESS. {@code thing} is only turned into text on failure, so that launches allocate nothing. */
    static void check(int code, String call, Object thing) {
        if (code != 0) throw new ClException(code, call, thing);
    }
}
