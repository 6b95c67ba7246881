package dev.frontrow;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(FrontrowApplication.class);

    @Test
    void modulesKeepToTheirArrows() {
        MODULES.verify();
    }

    @Test
    void drawsTheModules() {
        new Documenter(MODULES, Documenter.Options.defaults().withOutputFolder("target/modules")).writeDocumentation();
    }
}
