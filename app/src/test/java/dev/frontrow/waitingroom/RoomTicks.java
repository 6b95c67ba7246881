package dev.frontrow.waitingroom;

import org.springframework.beans.factory.BeanFactory;

/// The tick of all rooms, for tests of other packages.
public final class RoomTicks {

    private RoomTicks() {}

    public static void tick(BeanFactory server) {
        server.getBean(AdmissionTick.class).tick();
    }
}
