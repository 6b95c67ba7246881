package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whether all nodes tell what the database has.
final class Nodes {

    private static final int LOOK_EVERY_MILLIS = 100;
    private static final String STORED = """
            select format('called %s of %s, %s free', l.serving_position, l.number_given,
                (select count(*) from reservation.seat s
                 where s.performance_id = :performanceId
                    and not (s.status = 'SOLD' or s.status = 'HELD' and s.held_until > now())))
            from waitingroom.lane l
            where l.concert_id = :concertId and l.lane = 'GENERAL'
            """;

    private final JdbcClient jdbc;
    private final Shop shop;
    private final Sale sale;

    Nodes(JdbcClient jdbc, Shop shop, Sale sale) {
        this.jdbc = jdbc;
        this.shop = shop;
        this.sale = sale;
    }

    /// The nodes that still tell something else after this time. What the database had so long ago counts too: holds
    /// end meanwhile, so seats become free.
    List<String> differentAfter(int seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Set<String> stored = new LinkedHashSet<>();
        List<String> different;
        do {
            stored.add(stored());
            different = differentFrom(stored);
            Thread.sleep(LOOK_EVERY_MILLIS);
        } while (!different.isEmpty() && System.nanoTime() - until < 0);
        return different;
    }

    private String stored() {
        return jdbc.sql(STORED)
                .param("concertId", sale.concertId())
                .param("performanceId", sale.performanceId())
                .query(String.class)
                .single();
    }

    private List<String> differentFrom(Set<String> stored) throws InterruptedException {
        List<String> different = new ArrayList<>();
        for (int node = 0; node < shop.nodes(); node++) {
            Answer room = shop.ask(node, Request.get(sale.room() + "/waiting-room"));
            String told = "called %s of %s, %s free"
                    .formatted(room.text("servingPosition"), room.text("lastPosition"), room.text("freeSeats"));
            if (!stored.contains(told)) {
                different.add("node %d tells %s, and the database has had %s".formatted(node + 1, told, stored));
            }
        }
        return different;
    }
}
