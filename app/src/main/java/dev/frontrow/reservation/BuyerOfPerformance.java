package dev.frontrow.reservation;

import java.util.UUID;

/// A buyer of one performance, for whom one allowance is kept.
record BuyerOfPerformance(long performanceId, UUID buyerId) {

    static BuyerOfPerformance of(WantedHold wish) {
        return new BuyerOfPerformance(wish.performanceId(), wish.buyerId());
    }
}
