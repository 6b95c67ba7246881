package dev.frontrow.waitingroom;

import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.sharing.LimitedJoin;
import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import dev.frontrow.waitingroom.tokens.QueueToken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
@RequestMapping(WaitingRoomController.CONCERT)
@Tag(name = "Waiting room")
class WaitingRoomController implements FastCommand<WaitingRoomController.JoinForm> {

    static final String CONCERT = "/api/v1/concerts/{concertId}";

    /// The caller's own place, below [#CONCERT].
    static final String CURRENT = "/queue-tokens/current";

    private static final String QUEUE_TOKENS = "/queue-tokens";

    /// @param accessCode of a presale; gives a place in the priority lane
    /// @param challenge  the solved challenge, as the browser's widget sends it
    record JoinForm(
            @Nullable @Size(min = 1, max = 100) String accessCode,
            @Nullable @Size(max = 2_000) String challenge) {

        static final JoinForm EMPTY = new JoinForm(null, null);
    }

    record ProofForm(@NotBlank @Size(max = 2_000) String challenge) {}

    private final Joins joins;
    private final Standings standings;
    private final OwnPlaces ownPlaces;
    private final PlaceDocuments documents;
    private final Proofs proofs;

    WaitingRoomController(
            Joins joins, Standings standings, OwnPlaces ownPlaces, PlaceDocuments documents, Proofs proofs) {
        this.joins = joins;
        this.standings = standings;
        this.ownPlaces = ownPlaces;
        this.documents = documents;
        this.proofs = proofs;
    }

    @PostMapping(QUEUE_TOKENS)
    @LimitedJoin
    @Operation(summary = "Stand in line", description = "A repeat answers the same place with 200.")
    ResponseEntity<PlaceDocument> join(
            @PathVariable long concertId,
            @Valid @RequestBody(required = false) @Nullable JoinForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return join(concertId, form, caller, ClientNetwork.of(request.getRemoteAddr()));
    }

    @Override
    public String address() {
        return CONCERT + QUEUE_TOKENS;
    }

    @Override
    public Class<JoinForm> form() {
        return JoinForm.class;
    }

    @Override
    public boolean isFormOptional() {
        return true;
    }

    @Override
    public Optional<ResponseEntity<?>> answer(long concertId, @Nullable JoinForm form, Caller caller, FastCall call) {
        return Optional.of(join(concertId, form, caller, call.network()));
    }

    private ResponseEntity<PlaceDocument> join(
            long concertId, @Nullable JoinForm form, Caller caller, ClientNetwork network) {
        JoinForm sent = form == null ? JoinForm.EMPTY : form;
        var request = new JoinRequest(caller.buyerId(), network, sent.accessCode(), sent.challenge());
        return switch (joins.join(concertId, request)) {
            case JoinOutcome.Joined(QueueToken token) -> respond(HttpStatus.CREATED, token);
            case JoinOutcome.AlreadyInLine(QueueToken token) -> respond(HttpStatus.OK, token);
            case JoinOutcome.NotOpenYet(Instant opensAt) ->
                throw Problem.of(ProblemCode.ROOM_NOT_OPEN_YET)
                        .saying(opensAt.toString())
                        .with("opensAt", opensAt)
                        .retryAfter(documents.until(opensAt));
            case JoinOutcome.Closed() -> throw Problem.of(ProblemCode.ROOM_CLOSED);
            case JoinOutcome.ConcertUnknown() -> throw Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
            case JoinOutcome.AccessCodeRequired() -> throw Problem.of(ProblemCode.ACCESS_CODE_REQUIRED);
            case JoinOutcome.AccessCodeInvalid() ->
                throw Problem.of(ProblemCode.ACCESS_CODE_INVALID).at("accessCode", "value");
            case JoinOutcome.AccessCodeUsedUp() -> throw Problem.of(ProblemCode.ACCESS_CODE_USED_UP);
            case JoinOutcome.TooManyCodes(Duration pause) ->
                throw Problem.of(ProblemCode.TOO_MANY_REQUESTS)
                        .at("accessCode", "too-many-guesses")
                        .retryAfter(pause);
            case JoinOutcome.ChallengeRequired(Challenge challenge) ->
                throw Problem.of(ProblemCode.CHALLENGE_REQUIRED).with("challenge", challenge);
            case JoinOutcome.ChallengeFailed(Challenge challenge) ->
                throw Problem.of(ProblemCode.CHALLENGE_FAILED).with("challenge", challenge);
        };
    }

    @PostMapping(CURRENT + "/challenge")
    @Operation(
            summary = "Solve the challenge that one's place is under",
            description =
                    "The place is kept meanwhile, but it is not let in. Does nothing for a place that is under none.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<PlaceDocument> prove(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @Valid @RequestBody ProofForm form,
            @AuthenticationPrincipal Caller caller) {
        OwnPlace own = ownPlaces.required(concertId, queueToken, caller);
        return switch (proofs.prove(own, form.challenge())) {
            case SOLVED -> respond(HttpStatus.OK, own);
            case MISSING, WRONG, EXPIRED, REUSED ->
                throw Problem.of(ProblemCode.CHALLENGE_FAILED).with("challenge", proofs.challenge(own));
        };
    }

    @GetMapping(CURRENT)
    @Operation(summary = "One's own place", description = "Ask again after `pollAfterMs`.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<PlaceDocument> place(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @AuthenticationPrincipal Caller caller) {
        return respond(HttpStatus.OK, ownPlaces.required(concertId, queueToken, caller));
    }

    @DeleteMapping(CURRENT)
    @Operation(summary = "Give one's place up")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<Void> leave(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @AuthenticationPrincipal Caller caller) {
        standings.leave(ownPlaces.required(concertId, queueToken, caller));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<PlaceDocument> respond(HttpStatus status, QueueToken token) {
        return respond(status, ownPlaces.of(token).orElseThrow());
    }

    private ResponseEntity<PlaceDocument> respond(HttpStatus status, OwnPlace own) {
        PlaceDocument document = documents.of(own, standings.admitIfDue(own));
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(document.retryAfterSeconds()))
                .cacheControl(CacheControl.noStore())
                .body(document);
    }
}
