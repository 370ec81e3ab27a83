package kaobako.cl;

import kaobako.text.Sentence;

/** An OpenCL call failed. The message is one line for the user: what failed, the symbolic code, and the remedy where there is one. */
public class ClException extends RuntimeException implements Sentence.Told {
    private final int code;
    private final Sentence sentence;

    ClException(int code, String call, Object thing) {
        this(code, sentence(code, thing == null ? Sentence.of("cl.call", "%s failed with %s", call, Status.name(code))
                : Sentence.of("cl.call.of", "%s: %s failed with %s", thing.toString(), call, Status.name(code))), null);
    }

    ClException(int code, Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.code = code;
        this.sentence = sentence;
    }

    private static Sentence sentence(int code, Sentence what) {
        return Status.remedy(code).map(remedy -> Sentence.of("cl.failed", "%s. %s", what, remedy)).orElse(Sentence.of("cl.stop", "%s.", what));
    }

    /** A property that was set to what there is not; said in English, as it was typed. */
    public static ClException setting(String sentence) {
        return new ClException(0, Sentence.english(sentence), null);
    }

    /** OpenCL's number, negative; 0 where the failure came before any OpenCL call (no loader, no device). */
    public int code() {
        return code;
    }

    /** The name of the code in the OpenCL standard. */
    public String symbol() {
        return code == 0 ? "" : Status.name(code);
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }

    /** Throws unless {@code code} is CL_SUCCESS. {@code thing} is only turned into text on failure, so that launches allocate nothing. */
    static void check(int code, String call, Object thing) {
        if (code != 0) throw new ClException(code, call, thing);
    }
}
