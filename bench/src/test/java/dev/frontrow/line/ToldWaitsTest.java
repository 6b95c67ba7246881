package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Quoted ranges contain the true wait about four times out of five, in every scenario.
class ToldWaitsTest {

    private static final int FANS = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inBothLanes(long seed) {
        Findings found = played(World.twoLanes(seed, FANS));

        assertHonest(found, Lane.GENERAL);
        assertHonest(found, Lane.PRIORITY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 6, 7})
    void inARush(long seed) {
        assertHonest(played(World.rush(seed, FANS)), Lane.GENERAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whereTheShopIsSlowForAWhile(long seed) {
        assertHonest(played(World.slowShop(seed, FANS)), Lane.GENERAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whileSeatsRunOut(long seed) {
        assertHonest(played(World.sellingOut(seed, FANS, true)), Lane.GENERAL);
    }

    private static void assertHonest(Findings found, Lane lane) {
        Told told = found.told(lane);

        assertThat(told.first().judged()).isGreaterThan(1_000);
        assertThat(told.first().share()).as("first range, %s", lane).isBetween(0.75, 0.92);
        assertThat(told.look().share()).as("range of a random poll, %s", lane).isBetween(0.75, 0.92);
    }

    private static Findings played(World world) {
        Simulation simulation = new Simulation(world);
        simulation.run(_ -> {});
        return Findings.of(simulation);
    }
}
