package dev.frontrow.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The people at a concert's sale, for those who keep the seats; whoever keeps the line answers.
public interface Shoppers {

    /// How many may each want a seat: those inside, those on their way in, and those who wait and still ask after their
    /// place. Costs no statement.
    long count(long concertId);

    /// Lets the buyer shop until then, or until their admission's latest end where that comes first. An admission
    /// is moved once. Joins the caller's transaction, which has hold and seats locked if it needs them. What it
    /// changes counts when and only when that commits.
    ///
    /// @return until when they may shop now; empty where the buyer has no admission that is running
    Optional<Instant> keepInside(long concertId, UUID buyerId, Instant until);
}
