package dev.frontrow.cluster;

import org.springframework.beans.factory.BeanFactory;

/// The beats of a node whose schedules are off.
public final class Beats {

    private Beats() {}

    /// Starts them, until the node ends.
    public static void begin(BeanFactory node) {
        node.getBean(ClusterBeat.class).start();
    }
}
