package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Concerts are found by words of their title and venue, however they are typed.
class ConcertSearchTest extends ServerTest {

    private static final int ALL = 10_000;

    @Autowired
    private Catalog catalog;

    /// Keeps this test's concerts apart from those of others.
    private final String mark = "m" + UUID.randomUUID().toString().substring(0, 8);

    private long concert(String title, String venue) {
        return Stage.with(api(), clock(), Map.of("title", title + " " + mark, "venue", venue))
                .concertId();
    }

    private List<Long> found(String words) {
        return catalog.byDate(words + " " + mark, 0, ALL).stream()
                .map(Concert::concertId)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "seoul nights",
        "NIGHTS SEOUL",
        "nigh",
        "서울의 밤",
        "서울의밤",
        "밤 서울",
        "서우",
        "ＳＥＯＵＬ",
        "잠실",
        "seoul 잠실주경기장",
        "cafe",
        "'  seoul　 nights '",
        "acdc",
        "'AC/DC'"
    })
    void findsByEveryWordOfTitleAndVenue(String typed) {
        long sought = concert("서울의 밤 – Seoul Nights, AC/DC", "Café 잠실 주경기장");
        concert("부산의 낮", "사직");

        assertThat(found(typed)).containsExactly(sought);
        assertThat(found(Normalizer.normalize(typed, Normalizer.Form.NFD))).containsExactly(sought);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seoul days", "밤서울", "%", "_", "!!!", "seouln ights x", "'", "\\"})
    void findsNothingElse(String typed) {
        concert("Seoul Nights", "Hall");

        assertThat(catalog.byDate(typed.length() > 3 ? typed + " " + mark : typed, 0, ALL))
                .isEmpty();
    }

    @Test
    void pagesThroughWhatItFinds() {
        long first = concert("Encore", "Hall");
        long second = concert("Encore", "Hall");
        long third = concert("Encore", "Hall");

        var page = catalog.byDate("encore " + mark, 0, 2);
        assertThat(page).extracting(Concert::concertId).containsExactly(first, second);
        assertThat(catalog.byDate("encore " + mark, second, 2))
                .extracting(Concert::concertId)
                .containsExactly(third);
        assertThat(catalog.byDate("encore " + mark, third, 2)).isEmpty();
    }
}
