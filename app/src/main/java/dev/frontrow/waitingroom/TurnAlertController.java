package dev.frontrow.waitingroom;

import dev.frontrow.draw.RoomDraw;
import dev.frontrow.identity.Caller;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Standing;
import dev.frontrow.problem.Language;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.alerts.TurnAlerts;
import dev.frontrow.waitingroom.push.PushEndpoints;
import dev.frontrow.waitingroom.push.Subscription;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TurnAlertController.ALERT)
@Tag(name = "Waiting room")
class TurnAlertController {

    static final String ALERT = WaitingRoomController.CONCERT + "/turn-alert";

    private static final Duration RETRY_WHEN_FULL = Duration.ofMinutes(1);

    /// A browser's subscription to web push.
    ///
    /// @param endpoint its address at a push service
    /// @param p256dh   its public key in base64url
    /// @param auth     its secret in base64url
    record AlertForm(
            @NotBlank String endpoint,
            @NotBlank String p256dh,
            @NotBlank String auth) {

        @Override
        public String toString() {
            return "AlertForm[]";
        }
    }

    /// @param publicKey the `applicationServerKey` to subscribe with; missing if the server sends no alerts
    record AlertKey(@Nullable String publicKey) {}

    private final OwnPlaces ownPlaces;
    private final Standings standings;
    private final TurnAlerts alerts;
    private final PushEndpoints endpoints;
    private final InstantSource clock;

    TurnAlertController(
            OwnPlaces ownPlaces, Standings standings, TurnAlerts alerts, PushEndpoints endpoints, InstantSource clock) {
        this.ownPlaces = ownPlaces;
        this.standings = standings;
        this.alerts = alerts;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "The key with which a browser subscribes to web push")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    AlertKey key(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @AuthenticationPrincipal Caller caller) {
        ownPlaces.required(concertId, queueToken, caller);
        return new AlertKey(alerts.publicKey().orElse(null));
    }

    @PostMapping
    @Operation(
            summary = "Be told by web push when one's turn has come",
            description = "A place has one alert, to the browser that asked last. It is sent once, in the language of"
                    + " this request.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<Void> ask(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @Valid @RequestBody AlertForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        OwnPlace own = ownPlaces.required(concertId, queueToken, caller);
        Subscription browser = browser(form);
        if (!isWaiting(own)) {
            throw Problem.of(ProblemCode.NOT_WAITING);
        }
        RoomDraw draw = own.room().draw();
        Long position = draw.drawn() ? draw.positionOf(own.token().place()) : null;
        return switch (alerts.ask(own.token(), position, browser, Language.of(request))) {
            case ASKED -> ResponseEntity.noContent().build();
            case NOT_WAITING -> throw Problem.of(ProblemCode.NOT_WAITING);
            case FULL -> throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_FULL);
        };
    }

    private Subscription browser(AlertForm form) {
        URI endpoint =
                endpoints.known(form.endpoint()).orElseThrow(() -> Problem.invalidField("endpoint", "push-endpoint"));
        if (!Subscription.isPublicKey(form.p256dh())) {
            throw Problem.invalidField("p256dh", "push-key");
        }
        if (!Subscription.isSecret(form.auth())) {
            throw Problem.invalidField("auth", "push-secret");
        }
        return new Subscription(endpoint, form.p256dh(), form.auth());
    }

    /// A turn that is missed stands in the database as waiting.
    private boolean isWaiting(OwnPlace own) {
        Standing standing = standings.admitIfDue(own);
        PlaceState state = own.room().stateOf(standing, clock.instant());
        return (state == PlaceState.PRE_QUEUE || state == PlaceState.WAITING) && !standing.due();
    }

    @DeleteMapping
    @Operation(summary = "Be told no more")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<Void> end(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @AuthenticationPrincipal Caller caller) {
        alerts.end(ownPlaces.required(concertId, queueToken, caller).token());
        return ResponseEntity.noContent().build();
    }
}
