package dev.frontrow.storefront;

import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.line.PlaceState;
import dev.frontrow.sharing.LimitedJoin;
import dev.frontrow.storefront.QueueCookies.Kept;
import dev.frontrow.waitingroom.FrontOfHouse;
import dev.frontrow.waitingroom.JoinOutcome;
import dev.frontrow.waitingroom.JoinRequest;
import dev.frontrow.waitingroom.TurnTimes;
import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import dev.frontrow.waitingroom.documents.RoomStatus;
import dev.frontrow.waitingroom.tokens.QueueToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The waiting room. Without a script the page refreshes itself; its script starts from the same data.
@Controller
@RequestMapping("/concerts/{concertId}/waiting-room")
class WaitingRoomPages {

    private static final int CODE_LENGTH_MAX = 100;
    private static final int PROOF_LENGTH_MAX = 2_000;
    private static final Duration ENDED_TOLD = Duration.ofHours(1);

    private final FrontOfHouse frontOfHouse;
    private final ConcertViews concerts;
    private final ConcertPages concertPages;
    private final TurnTimes turnTimes;
    private final InstantSource clock;

    WaitingRoomPages(
            FrontOfHouse frontOfHouse,
            ConcertViews concerts,
            ConcertPages concertPages,
            TurnTimes turnTimes,
            InstantSource clock) {
        this.turnTimes = turnTimes;
        this.frontOfHouse = frontOfHouse;
        this.concerts = concerts;
        this.concertPages = concertPages;
        this.clock = clock;
    }

    /// Redirects readers without a place to the page where they can join.
    @GetMapping
    String place(
            @PathVariable long concertId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        ConcertView view = concerts.required(concertId);
        Optional<Kept> kept = QueueCookies.kept(request, concertId);
        Optional<PlaceDocument> found = kept.flatMap(known -> frontOfHouse.place(concertId, known.queueToken(), caller))
                .or(() -> frontOfHouse.place(concertId, caller));
        if (found.isEmpty()) {
            boolean ofAnother = kept.filter(known -> frontOfHouse.isOfAnother(concertId, known.queueToken(), caller))
                    .isPresent();
            return "redirect:/concerts/" + concertId + (ofAnother ? "?ofAnother" : "");
        }
        PlaceDocument place = found.get();
        RoomStatus room = frontOfHouse.status(concertId).orElseThrow();
        long start = start(kept.map(Kept::start).orElse(QueueCookies.UNKNOWN), place, room);
        // The token may be new, with the admission in it.
        var seen = new Kept(place.queueToken(), start, clock.instant());
        QueueCookies.keep(request, response, concertId, seen, lasting(place, view));
        model.addAttribute("view", view);
        model.addAttribute("room", room);
        model.addAttribute("turnUp", Span.of(turnTimes.toTurnUp()));
        model.addAttribute("toShop", Span.of(turnTimes.toShop()));
        model.addAttribute("place", PlaceView.of(place, room, start));
        refreshWhileWaiting(place, model);
        return "waiting-room";
    }

    /// For browsers without scripts; scripts use the same interval.
    private static void refreshWhileWaiting(PlaceDocument place, Model model) {
        switch (place.state()) {
            case PRE_QUEUE, WAITING -> model.addAttribute("refreshSeconds", place.retryAfterSeconds());
            case ADMITTED, FINISHED, EXPIRED, LEFT -> {}
        }
    }

    @PostMapping
    @LimitedJoin
    String join(
            @PathVariable long concertId,
            @RequestParam(defaultValue = "") String accessCode,
            @RequestParam(defaultValue = "") String proof,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var joining = new JoinRequest(
                caller.buyerId(),
                ClientNetwork.of(request.getRemoteAddr()),
                given(accessCode, CODE_LENGTH_MAX),
                given(proof, PROOF_LENGTH_MAX));
        return switch (frontOfHouse.join(concertId, joining)) {
            case JoinOutcome.Joined(QueueToken token) -> inLine(token, request, response);
            case JoinOutcome.AlreadyInLine(QueueToken token) -> inLine(token, request, response);
            case JoinOutcome.NotOpenYet(Instant _) ->
                refused("notOpenYet", concertId, caller, request, response, model);
            case JoinOutcome.Closed() -> refused("closed", concertId, caller, request, response, model);
            case JoinOutcome.ConcertUnknown() -> refused("closed", concertId, caller, request, response, model);
            case JoinOutcome.AccessCodeRequired() ->
                refused("codeRequired", concertId, caller, request, response, model);
            case JoinOutcome.AccessCodeInvalid() -> refused("codeInvalid", concertId, caller, request, response, model);
            case JoinOutcome.AccessCodeUsedUp() -> refused("codeUsedUp", concertId, caller, request, response, model);
            case JoinOutcome.TooManyCodes(Duration wait) -> {
                Pause pause = Pause.of(wait);
                model.addAttribute("pause", pause.amount());
                String page = refused(pause.words("codeTooMany"), concertId, caller, request, response, model);
                pause.tell(response);
                yield page;
            }
            case JoinOutcome.ChallengeRequired(Challenge challenge) -> {
                ask(challenge, accessCode, model);
                yield refused("challenge", concertId, caller, request, response, model);
            }
            case JoinOutcome.ChallengeFailed(Challenge challenge) -> {
                ask(challenge, accessCode, model);
                yield refused("challenge", concertId, caller, request, response, model);
            }
        };
    }

    private static void ask(Challenge challenge, String accessCode, Model model) {
        model.addAttribute("challenge", challenge);
        model.addAttribute("accessCode", accessCode);
    }

    private String inLine(QueueToken token, HttpServletRequest request, HttpServletResponse response) {
        var kept = new Kept(frontOfHouse.place(token).queueToken(), QueueCookies.UNKNOWN, clock.instant());
        QueueCookies.keep(request, response, token.concertId(), kept, QueueCookies.KEPT);
        return "redirect:/concerts/" + token.concertId() + "/waiting-room";
    }

    @PostMapping("/leave")
    String leave(
            @PathVariable long concertId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        QueueCookies.read(request, concertId).ifPresent(token -> frontOfHouse.leave(concertId, token, caller));
        QueueCookies.forget(request, response, concertId);
        return "redirect:/concerts/" + concertId + "?left";
    }

    private static long start(long known, PlaceDocument place, RoomStatus room) {
        return known != QueueCookies.UNKNOWN || place.state() != PlaceState.WAITING
                ? known
                : PlaceView.servingPosition(place, room);
    }

    /// A live place is of interest until the last performance begins, an ended one for a while.
    private Duration lasting(PlaceDocument place, ConcertView view) {
        return switch (place.state()) {
            case PRE_QUEUE, WAITING, ADMITTED -> {
                Duration left = Duration.between(clock.instant(), view.lastStartsAt());
                yield left.compareTo(ENDED_TOLD) < 0 ? ENDED_TOLD : left;
            }
            case FINISHED, EXPIRED, LEFT -> ENDED_TOLD;
        };
    }

    private String refused(
            String words,
            long concertId,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.CONFLICT.value());
        concertPages.show(concertId, caller, request, model);
        model.addAttribute("refusal", words);
        return "concert";
    }

    private static @Nullable String given(String field, int lengthMax) {
        String text = field.strip();
        return text.isEmpty() || text.length() > lengthMax ? null : text;
    }
}
