package dev.frontrow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Audit;
import dev.frontrow.TestClock;
import dev.frontrow.database.SharedDatabase;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/// The demo after a first start.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "frontrow.schedules=off",
            "frontrow.data-dir=target/demo-test-data",
            "frontrow.operator-password=operator-password"
        })
@ContextConfiguration(initializers = SharedDatabase.Fresh.class)
@Import(DemoTest.StandingTime.class)
class DemoTest {

    private static final Instant NOW = Instant.parse("2026-12-01T03:00:00Z");

    @TestConfiguration(proxyBeanMethods = false)
    static class StandingTime {

        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock(NOW);
        }
    }

    @Autowired
    Demo demo;

    @Autowired
    DataSource dataSource;

    @Value("${local.server.port}")
    int port;

    @Test
    void firstConcertIsOnSaleOnThreeDatesWithFiftySeatsAndThreePriceLevels() {
        var concert = concert(0);
        assertThat(concert.path("phase").asString()).isEqualTo("OPEN");
        assertThat(concert.path("currency").asString()).isEqualTo("KRW");
        assertThat(api().get(path(concert)).body().path("priceLevels")).hasSize(3);
        var dates = api().get(path(concert) + "/dates").expect(200).body().path("dates");
        assertThat(dates).hasSize(3);
        assertThat(dates)
                .allMatch(date ->
                        date.path("performances").path(0).path("seatsFree").asInt() == 50);
    }

    @Test
    void secondConcertOpensInTenMinutes() {
        assertThat(concert(1).path("phase").asString()).isEqualTo("PRE_QUEUE");
        assertThat(Instant.parse(concert(1).path("opensAt").asString())).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void thirdConcertIsSoldOutWithAllItsTicketsAndMoney() {
        api().get(path(concert(2)) + "/dates").expectProblem(404, "no-dates-available");
        assertThat(api().get(path(concert(2)) + "/waiting-room").body().path("soldOutLevels"))
                .hasSize(3);
        new Audit(dataSource).findsNoContradiction(NOW);
    }

    @Test
    void fourthConcertIsInAHouseWithAPlanAndStandingRoom() {
        long performanceId = api().get(path(concert(3)))
                .body()
                .at("/performances/0/performanceId")
                .asLong();

        var plan = api().get("/api/v1/performances/" + performanceId + "/seat-plan")
                .expect(200)
                .body();

        assertThat(plan.path("schematic").asBoolean(true)).isFalse();
        assertThat(plan.path("areas")).hasSize(2);
        assertThat(plan.path("sections")).hasSize(3);
    }

    @Test
    void isLoadedOnce() {
        demo.run(new DefaultApplicationArguments());
        assertThat(api().get("/api/v1/concerts").body().path("concerts")).hasSize(4);
    }

    private JsonNode concert(int index) {
        return api().get("/api/v1/concerts").expect(200).body().path("concerts").path(index);
    }

    private static String path(JsonNode concert) {
        return "/api/v1/concerts/" + concert.path("concertId").asLong();
    }

    private ApiClient api() {
        return ApiClient.at(port);
    }
}
