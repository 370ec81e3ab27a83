package kaobako.installer;

import java.util.List;

/** How the installed program's virtual machine is set up. */
final class JavaOptions {
    /**
     * Native libraries lie beside the jars: nothing is unpacked at a start. One collector's thread is enough for a heap this small. The
     * archive of classes is mapped where it was made for; newer builds of Java move it at every start, which takes a quarter of a second.
     */
    static final List<String> INSTALLED = List.of("-XX:+UseSerialGC", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-Dfile.encoding=UTF-8", "-Dawt.useSystemAAFontSettings=on",
            "-Dorg.lwjgl.librarypath=$APPDIR", "-Dflatlaf.nativeLibraryPath=$APPDIR");

    private JavaOptions() {}

    /** The same for a program in this folder. */
    static List<String> in(String folder) {
        return INSTALLED.stream().map(option -> option.replace("$APPDIR", folder)).toList();
    }
}
