package dev.frontrow.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The people at a concert's sale. The module of seats asks; the module of the line answers.
public interface Shoppers {

    /// How many people may each want a seat: those inside, those on their way in, and those who wait and still
    /// poll their place. Costs no statement.
    long count(long concertId);

    /// Lets the buyer shop until then, or until their admission's latest end if that comes first. An admission is
    /// moved once. Joins the caller's transaction, which has locked hold and seats if it needs them. The change
    /// counts if, and only if, that transaction commits.
    ///
    /// @return until when they may shop now; empty if the buyer has no running admission
    Optional<Instant> keepInside(long concertId, UUID buyerId, Instant until);
}
