package dev.frontrow.invariants;

import org.springframework.beans.factory.BeanFactory;

/// The look at the invariants, for tests of other packages.
public final class InvariantLooks {

    private InvariantLooks() {}

    public static void look(BeanFactory server) {
        server.getBean(InvariantChecks.class).look();
    }
}
