package dev.frontrow.web.fast;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.web.http.Probes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;

/// Answers liveness probes like Spring Boot's actuator, but bypasses every limit: overload must not look like a
/// crash and cause a restart in mid-sale.
final class Liveness {

    private static final String ADDRESS = Probes.HEALTH + "/liveness";
    private static final String MEDIA_TYPE = "application/vnd.spring-boot.actuator.v3+json";
    private static final FastAnswer UP = answer(HttpStatus.OK_200, "UP");
    private static final FastAnswer DOWN = answer(HttpStatus.SERVICE_UNAVAILABLE_503, "DOWN");

    private final ApplicationAvailability availability;

    Liveness(ApplicationAvailability availability) {
        this.availability = availability;
    }

    Optional<FastAnswer> answer(Request request) {
        boolean asked = ADDRESS.equals(request.getHttpURI().getPath())
                && (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod()));
        return asked ? Optional.of(isAlive() ? UP : DOWN) : Optional.empty();
    }

    /// Alive too before Spring Boot has published a state.
    private boolean isAlive() {
        return availability.getLastChangeEvent(LivenessState.class) == null
                || availability.getLivenessState() == LivenessState.CORRECT;
    }

    private static FastAnswer answer(int status, String state) {
        byte[] body = "{\"status\":\"%s\"}".formatted(state).getBytes(StandardCharsets.US_ASCII);
        return new FastAnswer(status, MEDIA_TYPE, List.of(), body);
    }
}
