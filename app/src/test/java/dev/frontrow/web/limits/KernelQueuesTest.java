package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.util.Objects;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/// The kernel's queues and buffers for the server.
class KernelQueuesTest extends ServerTest {

    @Autowired
    ServletWebServerApplicationContext context;

    @Test
    void aRushOfConnectionsWaitsToBeAccepted() {
        assertThat(connector().getAcceptQueueSize()).isEqualTo(4_096);
    }

    @Test
    void anAnswerThatNobodyReadsTakesLittleOfTheKernelsMemory() {
        assertThat(connector().getAcceptedSendBufferSize()).isEqualTo(SendBuffer.BYTES);
    }

    private ServerConnector connector() {
        var jetty = ((JettyWebServer) Objects.requireNonNull(context.getWebServer())).getServer();
        return (ServerConnector) jetty.getConnectors()[0];
    }
}
