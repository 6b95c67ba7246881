package dev.frontrow;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/// Packages and the classes of a package depend on each other without circles, so that each can be read without its
/// callers.
class CirclesTest {

    /// A top-level class together with its nested classes.
    private static final class TopLevel implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(nameOf(type));
        }

        static String nameOf(JavaClass type) {
            return type.getName().replaceFirst("\\$.*", "");
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }

    private static final class Package implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.frontrow");

    @Test
    void keepsClassesOfAPackageFreeOfCircles() {
        assertThat(MAIN.contain(FrontrowApplication.class)).isTrue();
        assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name -> slices().assignedFrom(new TopLevel())
                        .should()
                        .beFreeOfCycles()
                        .check(MAIN.that(residesIn(name))));
    }

    /// Also between the packages of one module, which `ModularityTests` does not look at.
    @Test
    void keepsPackagesFreeOfCircles() {
        slices().assignedFrom(new Package()).should().beFreeOfCycles().check(MAIN);
    }

    private static DescribedPredicate<JavaClass> residesIn(String name) {
        return DescribedPredicate.describe(
                "in " + name, type -> type.getPackageName().equals(name));
    }
}
