package dev.frontrow;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// Packages are small, and most of a module is hidden from the others.
class PackagesTest {

    private static final int TYPES_MAX = 35;
    private static final double HIDDEN_MIN = 0.6;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.frontrow");

    @Test
    void haveAtMostSoManyTypes() {
        var types = MAIN.stream()
                .filter(PackagesTest::isOfTheTop)
                .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(types)
                .hasSizeGreaterThan(20)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(TYPES_MAX));
    }

    /// A type is hidden if it is not public, or if it is in an inner package and in no named interface.
    @Test
    void hideMostTypesFromOtherModules() {
        Set<String> shown = ApplicationModules.of(FrontrowApplication.class).stream()
                .flatMap(module -> module.getNamedInterfaces().stream())
                .flatMap(shownTypes -> StreamSupport.stream(shownTypes.spliterator(), false))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        var ofModules = MAIN.stream()
                .filter(PackagesTest::isOfTheTop)
                .filter(type -> !type.getPackageName().equals("dev.frontrow"))
                .toList();

        long hidden = ofModules.stream()
                .filter(type -> !shown.contains(type.getName()))
                .count();

        assertThat((double) hidden / ofModules.size())
                .as("%d of %d types are hidden", hidden, ofModules.size())
                .isGreaterThanOrEqualTo(HIDDEN_MIN);
    }

    private static boolean isOfTheTop(JavaClass type) {
        return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
    }
}
