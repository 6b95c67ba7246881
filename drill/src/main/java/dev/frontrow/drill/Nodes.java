package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import java.util.ArrayList;
import java.util.List;
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

    /// The nodes that still tell something else after this time.
    List<String> differentAfter(int seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<String> different = different();
        while (!different.isEmpty() && System.nanoTime() - until < 0) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            different = different();
        }
        return different;
    }

    private List<String> different() throws InterruptedException {
        String stored = jdbc.sql(STORED)
                .param("concertId", sale.concertId())
                .param("performanceId", sale.performanceId())
                .query(String.class)
                .single();
        List<String> different = new ArrayList<>();
        for (int node = 0; node < shop.nodes(); node++) {
            Answer room = shop.ask(node, Request.get(sale.room() + "/waiting-room"));
            String told = "called %s of %s, %s free"
                    .formatted(room.text("servingPosition"), room.text("lastPosition"), room.text("freeSeats"));
            if (!told.equals(stored)) {
                different.add("node %d tells %s, and the database has %s".formatted(node + 1, told, stored));
            }
        }
        return different;
    }
}
