package dev.frontrow.web.fast;

import dev.frontrow.web.http.Forwarding;
import dev.frontrow.web.limits.BodyAhead;
import dev.frontrow.web.limits.WebSettings;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Installs the fast paths in front of the servlets, and gives Jetty the threads that they need.
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
        // Jetty uses half as many selector threads as cores, since they usually only read. Ours answer as well.
        factory.setSelectors(Runtime.getRuntime().availableProcessors());
        factory.addServerCustomizers(server -> {
            server.setHandler(new FastPathHandler(server.getHandler(), fastPaths, forwarding, settings, bodies));
            server.addEventListener(new InFront(server));
        });
    }

    /// Puts the fast reads in front of the handler that counts running requests for graceful shutdown. Jetty
    /// installs that one last, in front of all others. It costs a poll 3 %, and a poll never has to be waited
    /// for.
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
