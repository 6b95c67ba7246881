package dev.frontrow.waitingroom;

import org.springframework.beans.factory.BeanFactory;

/// The ticks of a node whose schedules are off.
public final class Ticks {

    private Ticks() {}

    public static void at(BeanFactory node) {
        node.getBean(AdmissionTick.class).tick();
    }
}
