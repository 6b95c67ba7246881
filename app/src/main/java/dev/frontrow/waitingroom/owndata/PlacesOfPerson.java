package dev.frontrow.waitingroom.owndata;

import dev.frontrow.identity.owndata.PersonalData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Places in line as their owner gets them. With a deleted account the addresses of its browsers go; a place that waits
/// is nobody's then, and passes when it does not turn up.
@Repository
@Order(2)
class PlacesOfPerson implements PersonalData {

    private final JdbcClient jdbc;

    PlacesOfPerson(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("placesInLine", """
                select concert_id, lane, number, state, joined_at, challenged, admitted_at, admitted_until
                from waitingroom.place
                where buyer_id = :buyerId
                order by joined_at, concert_id, number
                """);
        exports.put("turnAlerts", """
                select concert_id, lane, number, endpoint, language, asked_at
                from waitingroom.place join waitingroom.turn_alert using (concert_id, lane, number)
                where buyer_id = :buyerId
                order by asked_at, concert_id
                """);
        return exports;
    }

    @Override
    public void forget(UUID buyerId) {
        jdbc.sql("""
                        delete from waitingroom.turn_alert
                        where (concert_id, lane, number) in (
                            select concert_id, lane, number
                            from waitingroom.place
                            where buyer_id = :buyerId)
                        """).param("buyerId", buyerId).update();
    }
}
