package dev.frontrow.demo;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.Seat;
import dev.frontrow.identity.Buyers;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Demo buyers, one a seat, so that a sold-out house has its tickets and its money.
@Component
class DemoCrowd {

    private final Catalog catalog;
    private final Buyers buyers;
    private final DemoPurchase purchase;

    DemoCrowd(Catalog catalog, Buyers buyers, DemoPurchase purchase) {
        this.catalog = catalog;
        this.buyers = buyers;
        this.purchase = purchase;
    }

    /// One buyer a seat. Every step commits on its own, as it does for anybody else.
    void buysOut(Concert concert) {
        for (Performance performance : concert.performances()) {
            for (Seat seat : catalog.seatMap(performance.performanceId()).named()) {
                UUID buyer = buyers.ensureDemoBuyer("demo-crowd-" + performance.performanceId() + "-" + seat.seat());
                purchase.buy(seat, performance, concert, buyer);
            }
        }
    }
}
