package kaobako;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Nothing of ours can reach for the network; what the libraries do is seen by running the program without one, as .ci/bare does. */
class NetworkTest {
    @Test
    void noClassOfOursKnowsTheNetwork() {
        noClasses().should().dependOnClassesThat().haveNameMatching(
                "java\\.net\\.(http\\..*|.*Socket.*|.*URLConnection|InetAddress|InetSocketAddress|URLClassLoader)|javax\\.net\\..*|java\\.rmi\\..*"
                + "|java\\.nio\\.channels\\..*(Socket|Datagram).*")
                .check(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("kaobako"));
    }
}
