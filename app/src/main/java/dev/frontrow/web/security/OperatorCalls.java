package dev.frontrow.web.security;

import static dev.frontrow.identity.roles.Right.APPROVE;
import static dev.frontrow.identity.roles.Right.EDIT_CONCERTS;
import static dev.frontrow.identity.roles.Right.EDIT_PEOPLE;
import static dev.frontrow.identity.roles.Right.EDIT_VENUES;
import static dev.frontrow.identity.roles.Right.LOOK_UP;
import static dev.frontrow.identity.roles.Right.OWN_ACCOUNT;
import static dev.frontrow.identity.roles.Right.READ_ALL;
import static dev.frontrow.identity.roles.Right.REFUND;
import static dev.frontrow.identity.roles.Right.REFUND_PERFORMANCE;
import static dev.frontrow.identity.roles.Right.REPAIR;
import static dev.frontrow.identity.roles.Right.SEE_SALE;
import static dev.frontrow.identity.roles.Right.SELL;
import static dev.frontrow.identity.roles.Right.STEER_SALE;

import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.web.http.Paths;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// The right that each call of the operators' API needs. A call that is not listed is refused to everybody.
final class OperatorCalls implements AuthorizationManager<RequestAuthorizationContext> {

    /// A call as the OpenAPI document has it.
    record Call(String method, String path) {}

    private static final String CONCERT = "concerts/{concertId}";
    private static final String PERFORMANCE = "performances/{performanceId}";
    private static final String REFUNDS = "orders/{paymentId}/refunds";
    private static final String REFUND_JOB = PERFORMANCE + "/refund-job";
    private static final String ROOM = CONCERT + "/waiting-room";
    private static final String EXPORTS = CONCERT + "/exports";
    private static final String CODES = CONCERT + "/access-codes";

    static final Map<Call, Right> RIGHTS = Map.ofEntries(
            call("GET", "audit", READ_ALL),
            call("GET", "nodes", SEE_SALE),
            call("GET", "invariants", SEE_SALE),
            call("POST", "password-resets", REPAIR),
            // look-up
            call("GET", "search", LOOK_UP),
            call("GET", "buyers/{buyerId}/story", LOOK_UP),
            call("GET", "orders/{paymentId}", LOOK_UP),
            call("GET", "holds/{holdId}", LOOK_UP),
            call("DELETE", "holds/{holdId}", REPAIR),
            call("GET", "orders/{paymentId}/evidence", READ_ALL),
            call("GET", "concerts/{concertId}/report", READ_ALL),
            call("GET", EXPORTS + "/orders.csv", READ_ALL),
            call("GET", EXPORTS + "/tickets.csv", READ_ALL),
            call("GET", EXPORTS + "/ledger.csv", READ_ALL),
            call("GET", EXPORTS + "/entries.csv", READ_ALL),
            call("GET", EXPORTS + "/orders.xlsx", READ_ALL),
            call("GET", EXPORTS + "/tickets.xlsx", READ_ALL),
            call("GET", EXPORTS + "/ledger.xlsx", READ_ALL),
            call("GET", EXPORTS + "/entries.xlsx", READ_ALL),
            call("GET", "places/{placeId}", LOOK_UP),
            // people
            call("GET", "people", READ_ALL),
            call("POST", "invitations", EDIT_PEOPLE),
            call("DELETE", "invitations/{invitationId}", EDIT_PEOPLE),
            call("DELETE", "people/{operatorId}/second-factor", EDIT_PEOPLE),
            call("GET", "second-factor", OWN_ACCOUNT),
            call("POST", "second-factor", OWN_ACCOUNT),
            call("POST", "second-factor/confirmation", OWN_ACCOUNT),
            call("GET", "sessions", OWN_ACCOUNT),
            call("DELETE", "sessions", OWN_ACCOUNT),
            call("DELETE", "sessions/{sessionId}", OWN_ACCOUNT),
            call("GET", "people/{operatorId}/sessions", EDIT_PEOPLE),
            call("DELETE", "people/{operatorId}/sessions", EDIT_PEOPLE),
            call("DELETE", "people/{operatorId}/sessions/{sessionId}", EDIT_PEOPLE),
            call("PATCH", "people/{operatorId}", EDIT_PEOPLE),
            call("DELETE", "people/{operatorId}", EDIT_PEOPLE),
            // concerts
            call("GET", "concerts", SEE_SALE),
            call("POST", "concerts", EDIT_CONCERTS),
            call("GET", CONCERT, SEE_SALE),
            call("PATCH", CONCERT, EDIT_CONCERTS),
            call("POST", CONCERT + "/publication", EDIT_CONCERTS),
            call("POST", CONCERT + "/cancellation", EDIT_CONCERTS),
            call("POST", CONCERT + "/copy", EDIT_CONCERTS),
            call("PUT", CONCERT + "/poster", EDIT_CONCERTS),
            call("DELETE", CONCERT + "/poster", EDIT_CONCERTS),
            call("POST", CONCERT + "/performances", EDIT_CONCERTS),
            call("PATCH", CONCERT + "/performances/{performanceId}", EDIT_CONCERTS),
            call("POST", CONCERT + "/performances/{performanceId}/cancellation", EDIT_CONCERTS),
            // money back
            call("GET", REFUNDS, LOOK_UP),
            call("POST", REFUNDS, REFUND),
            call("POST", REFUNDS + "/{refundId}/approval", APPROVE),
            call("POST", REFUNDS + "/{refundId}/withdrawal", REFUND),
            call("POST", REFUNDS + "/{refundId}/refusal", APPROVE),
            call("GET", "refunds", LOOK_UP),
            call("GET", REFUND_JOB, READ_ALL),
            call("POST", REFUND_JOB, REFUND_PERFORMANCE),
            call("PATCH", REFUND_JOB, REFUND_PERFORMANCE),
            call("POST", REFUND_JOB + "/approval", APPROVE),
            call("POST", REFUND_JOB + "/refusal", REFUND_PERFORMANCE),
            call("GET", REFUND_JOB + "/estimate", READ_ALL),
            call("GET", "refund-jobs", READ_ALL),
            // seats by hand
            call("POST", PERFORMANCE + "/sales", SELL),
            call("GET", PERFORMANCE + "/withheld-seats", SEE_SALE),
            call("POST", PERFORMANCE + "/withheld-seats", SELL),
            call("POST", PERFORMANCE + "/withheld-places", SELL),
            call("POST", PERFORMANCE + "/released-seats", SELL),
            call("POST", "tickets/{ticketId}/reseat", SELL),
            // venues
            call("GET", "venues", SEE_SALE),
            call("POST", "venues", EDIT_VENUES),
            call("GET", "venues/{venueId}", SEE_SALE),
            call("POST", "venues/{venueId}/versions", EDIT_VENUES),
            call("GET", "venues/{venueId}/versions/{version}", SEE_SALE),
            call("GET", "venue-drafts", SEE_SALE),
            call("POST", "venue-drafts", EDIT_VENUES),
            call("GET", "venues/{venueId}/draft", SEE_SALE),
            call("PUT", "venues/{venueId}/draft", EDIT_VENUES),
            call("DELETE", "venues/{venueId}/draft", EDIT_VENUES),
            call("POST", "venues/{venueId}/draft/publication", EDIT_VENUES),
            // the night
            call("GET", CONCERT + "/night", SEE_SALE),
            call("GET", CONCERT + "/night/history", SEE_SALE),
            call("GET", CONCERT + "/night/stream", SEE_SALE),
            call("GET", ROOM, SEE_SALE),
            call("GET", ROOM + "/admissions", SEE_SALE),
            call("PATCH", ROOM, STEER_SALE),
            call("GET", CODES, READ_ALL),
            call("POST", CODES, STEER_SALE),
            call("DELETE", CODES + "/{code}", STEER_SALE));

    private final Map<PathPattern, Map<String, Right>> byPath = new HashMap<>();

    OperatorCalls() {
        RIGHTS.forEach((call, right) -> byPath.computeIfAbsent(
                        PathPatternParser.defaultInstance.parse(call.path()), _ -> new HashMap<>())
                .put(call.method(), right));
    }

    private static Map.Entry<Call, Right> call(String method, String path, Right right) {
        return Map.entry(new Call(method, Paths.OPERATOR + path), right);
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        var request = context.getRequest();
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        Optional<Right> right = right(request.getMethod(), path);
        return new AuthorizationDecision(right.isPresent()
                && Caller.of(authentication.get())
                        .filter(caller -> caller.may(right.get()))
                        .isPresent());
    }

    /// A more special pattern goes first: `venues/new` before `venues/{venueId}`.
    private Optional<Right> right(String method, PathContainer path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        return byPath.entrySet().stream()
                .filter(known -> known.getKey().matches(path))
                .min(Map.Entry.comparingByKey(PathPattern.SPECIFICITY_COMPARATOR))
                .map(known -> known.getValue().get(asked));
    }
}
