package dev.frontrow.web.security;

import dev.frontrow.audit.Actor;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.Role;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.web.http.Paths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Binds the operator who calls to their thread, with what they give as their reason, for the audit log. It runs behind
/// the decision on who may call what. Readings count too in the box office: some are written down.
class ActorBinding extends OncePerRequestFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "TRACE", "OPTIONS");

    private static final List<PathPattern> BOX_OFFICE = List.of(
            PathPatternParser.defaultInstance.parse(Paths.OPERATOR + "**"),
            PathPatternParser.defaultInstance.parse("/office/**"));

    private final BuyerNames names;
    private final ProblemWriter problems;

    ActorBinding(BuyerNames names, ProblemWriter problems) {
        this.names = names;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> operator = Caller.of(SecurityContextHolder.getContext().getAuthentication())
                .filter(caller -> caller.role() == Role.OPERATOR);
        if (operator.isEmpty() || READS.contains(request.getMethod()) && !isOfBoxOffice(request)) {
            chain.doFilter(request, response);
            return;
        }
        Actor actor;
        try {
            actor = actor(operator.get(), request);
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            problems.write(request, response, Problem.invalidField(AuditLog.REASON_HEADER, "audit-reason"));
            return;
        }
        passOn(actor, () -> chain.doFilter(request, response));
    }

    private static boolean isOfBoxOffice(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return BOX_OFFICE.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private Actor actor(Caller caller, HttpServletRequest request) throws CharacterCodingException {
        return new Actor(
                caller.buyerId(),
                names.of(caller.buyerId()).orElse(caller.buyerId().toString()),
                (caller.operatorRole() == null ? caller.role() : caller.operatorRole()).name(),
                request.getRemoteAddr(),
                reason(request.getHeader(AuditLog.REASON_HEADER)));
    }

    private static @Nullable String reason(@Nullable String header) throws CharacterCodingException {
        if (header == null) {
            return null;
        }
        byte[] bytes = UriUtils.decode(header, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        String reason = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString()
                .strip();
        if (reason.length() > Actor.REASON_MAX || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a reason");
        }
        return reason.isEmpty() ? null : reason;
    }

    private static void passOn(Actor actor, Actor.Deed<Exception> chain) throws ServletException, IOException {
        try {
            actor.does(chain);
        } catch (ServletException | IOException | RuntimeException passed) {
            throw passed;
        } catch (Exception unheardOf) {
            throw new ServletException(unheardOf);
        }
    }
}
