package dev.frontrow.catalog;

import java.time.Instant;
import java.util.UUID;

/// The people at a concert's sale, for those who keep the seats; whoever keeps the line answers.
public interface Shoppers {

    /// How many may each want a seat: those inside, those on their way in, and those who wait and still ask after their
    /// place. Costs no statement.
    long count(long concertId);

    /// Lets the buyer shop until then at least. Joins the caller's transaction, which has hold and seats locked if it
    /// needs them; what it changes counts when and only when that commits.
    ///
    /// @return false where the buyer has no admission that is running
    boolean keepInside(long concertId, UUID buyerId, Instant until);
}
