package dev.frontrow.waitingroom.terms;

import dev.frontrow.catalog.HoldClocks;
import dev.frontrow.line.AdmissionTerm;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// How long buyers are admitted.
@Component
public class AdmissionTerms {

    private final WaitingRoomProperties properties;
    private final HoldClocks holdClocks;

    AdmissionTerms(WaitingRoomProperties properties, HoldClocks holdClocks) {
        this.properties = properties;
        this.holdClocks = holdClocks;
    }

    /// The term of an admission that begins now. The latest end leaves time for a hold made at the last moment,
    /// so that nobody loses seats to the line's clock. It is fixed here, so that nobody stays forever.
    public AdmissionTerm from(Instant now) {
        Instant until = now.plus(properties.admissionTtl());
        return new AdmissionTerm(until, until.plus(holdClocks.longestHold()));
    }
}
