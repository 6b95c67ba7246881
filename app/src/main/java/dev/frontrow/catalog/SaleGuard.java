package dev.frontrow.catalog;

import java.util.Collection;

/// Keeps holds away from what is being edited. Implemented by the module that keeps the seats; joins the caller's
/// transaction.
public interface SaleGuard {

    /// Keeps holds of this concert away until the transaction ends, and counts one more change of its prices, unless
    /// something is held or sold at one of these levels.
    ///
    /// @return whether nothing is
    boolean reprice(Concert concert, Collection<String> levels);

    /// Ends what is held of these performances of a concert, and takes what is left of them off the sale. What is sold
    /// stays sold.
    void withdraw(long concertId, Collection<Long> performanceIds);

    /// How many places these performances have.
    int places(Collection<Long> performanceIds);
}
