package dev.frontrow.web;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Puts the fast paths in front of the servlets, and gives Jetty the threads that they run on.
@Component
class FastHandlers implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final FastPaths fastPaths;
    private final WebSettings settings;
    private final BodyAhead bodies;
    private final Forwarding forwarding;

    FastHandlers(FastPaths fastPaths, WebSettings settings, BodyAhead bodies, Environment environment) {
        this.fastPaths = fastPaths;
        this.settings = settings;
        this.bodies = bodies;
        this.forwarding = Forwarding.in(environment);
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.setThreadPool(JettyThreads.pool());
        // Jetty takes half as many as there are cores for threads that only read, and ours answer too.
        factory.setSelectors(Runtime.getRuntime().availableProcessors());
        factory.addServerCustomizers(server -> {
            server.setHandler(new FastPathHandler(server.getHandler(), fastPaths, forwarding, settings, bodies));
            server.addEventListener(new InFront(server));
        });
    }

    /// What counts running requests, for the sake of a shutdown that waits for them, is put in front of all handlers
    /// once those are customized. It costs a poll 3 % and knows nothing to wait for in it.
    private final class InFront implements LifeCycle.Listener {

        private final Server server;

        InFront(Server server) {
            this.server = server;
        }

        @Override
        public void lifeCycleStarting(LifeCycle starting) {
            if (!(server.getHandler() instanceof FastReadHandler)) {
                server.setHandler(new FastReadHandler(server.getHandler(), fastPaths));
            }
        }
    }
}
