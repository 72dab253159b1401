package org.zpcidebug;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zpcidebug.testing.Repository;

/** The package rules of the design: a package uses only those above it in the list, and Eclipse begins at debug. */
class PackageRulesTest {

    private static final List<String> PACKAGES = List.of(
            "s390", "zpci", "hypervisor", "gdbstub", "memory", "linux", "intercept", "inspect", "debug", "ui", "app");

    private static JavaClasses classes;

    @BeforeAll
    static void importThePlugin() {
        Path built = Repository.root().resolve("target/classes");
        assertThat(built)
                .as("the plugin's classes: build it first, with ./build verify -pl ..")
                .exists();
        classes = new ClassFileImporter().importPath(built);
    }

    static List<String> packages() {
        return PACKAGES;
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyPackagesAboveIt(String name) {
        List<String> below = PACKAGES.subList(PACKAGES.indexOf(name) + 1, PACKAGES.size());
        String[] forbidden =
                below.stream().map(other -> "org.zpcidebug." + other + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("org.zpcidebug." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void eclipseBeginsAtDebug() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.zpcidebug.debug..", "org.zpcidebug.ui..", "org.zpcidebug.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse..", "org.osgi..")
                .check(classes);
    }

    @Test
    void everyPackageIsInTheList() throws Exception {
        try (var folders = Files.list(Repository.root().resolve("src/org/zpcidebug"))) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .isSubsetOf(PACKAGES);
        }
    }

    @Test
    void theRootPackageUsesNoneOfTheOthers() {
        noClasses()
                .that()
                .resideInAPackage("org.zpcidebug")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.zpcidebug.*..")
                .check(classes);
    }
}
