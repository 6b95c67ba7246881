package dev.frontrow.catalog.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SeatPlanPagesTest extends ServerTest {

    @Autowired
    SeatPlanPages pages;

    @Test
    void planIsMadeOnceAndWeighsAllItsBytes() {
        long performanceId = Stage.ofSeats(api(), clock(), 5_000).performanceId();

        SeatPlanPages.Page page = pages.of(performanceId);

        assertThat(pages.of(performanceId)).isSameAs(page);
        assertThat(page.gzip()).isNotNull();
        assertThat(page.weight()).isGreaterThan(page.json().length + page.gzip().length);
    }
}
