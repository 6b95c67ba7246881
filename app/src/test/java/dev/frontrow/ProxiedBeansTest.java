package dev.frontrow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Spring makes a subclass of a bean that has transactions, and calls the bean through it.
class ProxiedBeansTest {

    private static final DescribedPredicate<JavaClass> PROXIED = DescribedPredicate.describe(
            "are proxied",
            type -> type.isAnnotatedWith(Transactional.class)
                    || type.isAnnotatedWith(Repository.class)
                    || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Transactional.class)));

    /// The subclass cannot override a final method, so that would run on the subclass itself, whose fields are empty.
    @Test
    void haveNoFinalMethodsThatOthersCall() {
        var main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.frontrow");
        methods()
                .that()
                .areDeclaredInClassesThat(PROXIED)
                .and()
                .areNotPrivate()
                .and()
                .areNotStatic()
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .check(main);
    }
}
