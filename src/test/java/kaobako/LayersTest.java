package kaobako;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of imports: who may use whom, and where each outside library is seen. */
class LayersTest {
    /** A package (with its sub-packages) and those of ours that it may import. */
    private static final Map<String, List<String>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("text", List.of());
        TABLE.put("file", List.of("text"));
        TABLE.put("cl", List.of("text"));
        TABLE.put("graph", List.of());
        TABLE.put("diffusion", List.of("text"));
        TABLE.put("data", List.of("file", "text"));
        TABLE.put("op", List.of("graph"));
        TABLE.put("exec", List.of("graph", "cl"));
        TABLE.put("store", List.of("graph", "file", "text"));
        TABLE.put("unet", List.of("op", "graph", "text"));
        TABLE.put("generate", List.of("unet", "op", "exec", "graph", "diffusion", "store", "cl", "text"));
        // generate: samples are drawn over the weights under training
        TABLE.put("train", List.of("generate", "unet", "op", "exec", "graph", "diffusion", "store", "cl", "data", "file", "text"));
        // train, unet: the small network of two pixels learns by the trainer's own loss, update and first weights
        TABLE.put("theory", List.of("train", "unet", "op", "exec", "graph", "diffusion", "cl"));
        // exec: the one Engine that drawing, training and the laboratory share is opened here
        TABLE.put("studio", List.of("generate", "train", "theory", "unet", "exec", "diffusion", "data", "store", "cl", "file", "text"));
        TABLE.put("cli", List.of("studio", "generate", "train", "diffusion", "store", "text"));
        TABLE.put("ui", List.of("studio", "generate", "train", "theory", "unet", "diffusion", "store", "text"));
    }

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("kaobako");

    @TestFactory
    Stream<DynamicTest> aPackageImportsOnlyWhatTheTableAllows() {
        return TABLE.entrySet().stream().map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
            String[] allowed = Stream.concat(Stream.of(row.getKey()), row.getValue().stream())
                    .map(name -> "kaobako." + name + "..").toArray(String[]::new);
            noClasses().that().resideInAPackage("kaobako." + row.getKey() + "..")
                    .should().dependOnClassesThat(resideInAPackage("kaobako..").and(not(resideInAnyPackage(allowed))))
                    .allowEmptyShould(true).check(CLASSES);
        }));
    }

    @Test
    void everyClassIsInAPackageOfTheTable() {
        String[] packages = TABLE.keySet().stream().map(name -> "kaobako." + name + "..").toArray(String[]::new);
        classes().that().doNotHaveFullyQualifiedName("kaobako.Main").should().resideInAnyPackage(packages).check(CLASSES);
        assertThat(CLASSES.contain("kaobako.cl.Device")).as("the classes were found").isTrue();
    }

    @Test
    void onlyClSeesLwjgl() {
        outside("kaobako.cl..", "org.lwjgl..");
    }

    @Test
    void onlyTheWindowSeesSwing() {
        outside("kaobako.ui..", "javax.swing..", "java.awt.event..", "com.formdev..", "org.knowm..");
        noClasses().that().resideOutsideOfPackages("kaobako.ui..", "kaobako")
                .should().dependOnClassesThat().haveFullyQualifiedName("java.awt.Desktop")
                .orShould().dependOnClassesThat().areAssignableTo(java.awt.Component.class).check(CLASSES);
    }

    @Test
    void onlyTheCommandLineSeesPicocli() {
        outside("kaobako.cli..", "picocli..", "me.tongfei..");
    }

    @Test
    void onlyDataSeesTheFilmEncoder() {
        outside("kaobako.data..", "org.jcodec..");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("kaobako.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("kaobako.ui.(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(CLASSES);
    }

    private static void outside(String home, String... libraries) {
        noClasses().that().resideOutsideOfPackages(home)
                .should().dependOnClassesThat(resideInAnyPackage(libraries)).allowEmptyShould(true).check(CLASSES);
    }
}
