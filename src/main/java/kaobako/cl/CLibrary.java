package kaobako.cl;

import org.lwjgl.system.JNI;

/** Functions of the process's own C library, to be called with {@link JNI}. */
final class CLibrary {
    private CLibrary() {}

    /** The function's address; 0 where it is not found, and on Windows. */
    static long function(String name) {
        return switch (Status.system()) {
            case LINUX -> org.lwjgl.system.linux.DynamicLinkLoader.dlsym(
                    org.lwjgl.system.linux.DynamicLinkLoader.dlopen((CharSequence) null, 1), name);
            case MAC -> org.lwjgl.system.macosx.DynamicLinkLoader.dlsym(
                    org.lwjgl.system.macosx.DynamicLinkLoader.dlopen((CharSequence) null, 1), name);
            case WINDOWS -> 0;
        };
    }
}
