package dev.frontrow.boxoffice.night;

import dev.frontrow.identity.CallerAuthentication;
import dev.frontrow.identity.SignOuts;
import dev.frontrow.identity.roles.OperatorRoles;
import dev.frontrow.identity.roles.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/// Whether those who watch a night still may. Whether their session was ended is known in memory; their role is read
/// every few seconds. Thread-safe.
@Component
class NightWatchers {

    private static final Duration ROLE_READ_EVERY = Duration.ofSeconds(5);

    private final SignOuts signOuts;
    private final OperatorRoles roles;
    private final InstantSource clock;

    NightWatchers(SignOuts signOuts, OperatorRoles roles, InstantSource clock) {
        this.signOuts = signOuts;
        this.roles = roles;
        this.clock = clock;
    }

    /// For one stream. Not thread-safe.
    BooleanSupplier mayWatch(CallerAuthentication caller) {
        return new BooleanSupplier() {

            private Instant roleReadAt = clock.instant();

            @Override
            public boolean getAsBoolean() {
                Instant now = clock.instant();
                if (signOuts.hasEnded(caller) || !now.isBefore(caller.endsAtLatest())) {
                    return false;
                }
                if (now.isBefore(roleReadAt.plus(ROLE_READ_EVERY))) {
                    return true;
                }
                roleReadAt = now;
                return caller.withRole(roles).getPrincipal().may(Right.SEE_SALE);
            }
        };
    }
}
