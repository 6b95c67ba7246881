package dev.frontrow.web.security;

import static dev.frontrow.identity.roles.Right.EDIT_CONCERTS;
import static dev.frontrow.identity.roles.Right.EDIT_PEOPLE;
import static dev.frontrow.identity.roles.Right.EDIT_VENUES;
import static dev.frontrow.identity.roles.Right.LOOK_UP;
import static dev.frontrow.identity.roles.Right.READ_ALL;
import static dev.frontrow.identity.roles.Right.REPAIR;
import static dev.frontrow.identity.roles.Right.SEE_SALE;
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

    private static final String ROOM = "concerts/{concertId}/waiting-room";
    private static final String EXPORTS = "concerts/{concertId}/exports";
    private static final String CODES = "concerts/{concertId}/access-codes";

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
            call("PATCH", "people/{operatorId}", EDIT_PEOPLE),
            call("DELETE", "people/{operatorId}", EDIT_PEOPLE),
            // concerts
            call("POST", "concerts", EDIT_CONCERTS),
            call("GET", "concerts", SEE_SALE),
            call("GET", "concerts/{concertId}", SEE_SALE),
            call("PATCH", "concerts/{concertId}", EDIT_CONCERTS),
            call("POST", "concerts/{concertId}/cancellation", EDIT_CONCERTS),
            call("POST", "concerts/{concertId}/copy", EDIT_CONCERTS),
            call("POST", "concerts/{concertId}/performances", EDIT_CONCERTS),
            call("PATCH", "concerts/{concertId}/performances/{performanceId}", EDIT_CONCERTS),
            call("POST", "concerts/{concertId}/performances/{performanceId}/cancellation", EDIT_CONCERTS),
            call("POST", "concerts/{concertId}/publication", EDIT_CONCERTS),
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
            call("GET", ROOM, SEE_SALE),
            call("GET", ROOM + "/admissions", SEE_SALE),
            call("PATCH", ROOM, STEER_SALE),
            call("GET", CODES, READ_ALL),
            call("POST", CODES, STEER_SALE),
            call("DELETE", CODES + "/{code}", STEER_SALE));

    /// Bodies of pictures are not in the OpenAPI document.
    private static final Map<Call, Right> POSTERS = Map.ofEntries(
            call("PUT", "concerts/{concertId}/poster", EDIT_CONCERTS),
            call("DELETE", "concerts/{concertId}/poster", EDIT_CONCERTS));

    private final Map<PathPattern, Map<String, Right>> byPath = new HashMap<>();

    OperatorCalls() {
        RIGHTS.forEach(this::add);
        POSTERS.forEach(this::add);
    }

    private void add(Call call, Right right) {
        byPath.computeIfAbsent(PathPatternParser.defaultInstance.parse(call.path()), _ -> new HashMap<>())
                .put(call.method(), right);
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
