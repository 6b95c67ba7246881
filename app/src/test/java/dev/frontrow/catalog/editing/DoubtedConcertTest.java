package dev.frontrow.catalog.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// An edit whose commit is unknown may have taken place while the database cannot be read.
class DoubtedConcertTest extends ServerTest {

    @Autowired
    private ConcertNews news;

    @Test
    void isReadAgainOnceTheDatabaseAnswers() throws Exception {
        long concertId = EditedStage.open(api(), clock()).stage().concertId();
        String address = "/api/v1/concerts/" + concertId;
        api().get(address).expect(200);
        owner().sql("update catalog.concert set title = 'Autumn Night' where concert_id = ?")
                .param(concertId)
                .update();

        try (Connection _ = lockedBy("lock table catalog.performance, catalog.concert in access exclusive mode")) {
            news.doubt(concertId);
        }
        news.readDoubted();

        assertThat(api().get(address).expect(200).text()).contains("Autumn Night");
    }
}
