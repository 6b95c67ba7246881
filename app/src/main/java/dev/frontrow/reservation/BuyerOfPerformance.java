package dev.frontrow.reservation;

import java.util.UUID;

/// A buyer of one performance. There is one allowance for each.
record BuyerOfPerformance(long performanceId, UUID buyerId) {

    static BuyerOfPerformance of(CheckedCommand command) {
        return new BuyerOfPerformance(command.performanceId(), command.buyerId());
    }
}
