package dev.frontrow.waitingroom.alerts;

import dev.frontrow.cluster.SingleJobs;
import dev.frontrow.draw.Draws;
import dev.frontrow.waitingroom.push.FakePushService;
import dev.frontrow.waitingroom.push.PushClient;
import dev.frontrow.waitingroom.terms.WaitingRoomProperties;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.BeanFactory;

/// The steps of a node that tells fans, with a push service of the test.
public final class Calls {

    private Calls() {}

    /// One step. Returns once all that it sends has been answered.
    public static void at(BeanFactory node, FakePushService service) {
        at(node, service, node.getBean(SingleJobs.class));
    }

    static void at(BeanFactory node, FakePushService service, SingleJobs jobs) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outbox = new Outbox(
                    node.getBean(AlertRows.class),
                    service.client(node.getBean(PushClient.class)),
                    node.getBean(AlertMessages.class),
                    node.getBean(WaitingRoomProperties.class),
                    threads);
            new TurnCalls(
                            node.getBean(AlertRows.class),
                            outbox,
                            node.getBean(Draws.class),
                            jobs,
                            node.getBean(InstantSource.class))
                    .call();
        }
    }
}
