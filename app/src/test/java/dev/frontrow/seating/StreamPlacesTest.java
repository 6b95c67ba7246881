package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.seating.StreamPlaces.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPlacesTest {

    private static final int MAX = 5_000;
    private static final int TABS = 6;
    private static final ClientNetwork CARRIER = ClientNetwork.of("203.0.113.1");
    private static final ClientNetwork OTHER = ClientNetwork.of("203.0.113.2");

    private int nodes = 1;
    private final StreamPlaces places = new StreamPlaces(MAX, () -> nodes);

    @Test
    void thousandsOfFansOfOneNetworkHaveAStreamEachAndLeaveAQuarter() {
        assertThat(fans(CARRIER, 1, MAX)).isEqualTo(MAX / 4 * 3);
        assertThat(fans(OTHER, 1, 1)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"1, 6", "2, 3", "3, 2", "4, 1", "6, 1", "100, 1"})
    void aBuyersTabsAreSharedByTheLiveNodes(int live, int granted) {
        nodes = live;
        var buyer = UUID.randomUUID();

        for (int tab = 0; tab < granted; tab++) {
            assertThat(places.take(CARRIER, buyer)).isEqualTo(StreamPlaces.Outcome.TAKEN);
        }
        assertThat(places.take(CARRIER, buyer)).isEqualTo(StreamPlaces.Outcome.ENOUGH);
    }

    /// As many accounts as could take all streams without a limit.
    @Test
    void aFewAccountsWithManyTabsEachTakeNoMoreThanHalfAndOneEach() {
        int accounts = MAX / TABS;

        assertThat(fans(CARRIER, TABS, accounts)).isLessThan(MAX / 2 + accounts);
    }

    @Test
    void accountsWithAllTheirTabsDoNotKeepOutTheirNeighboursFirst() {
        fans(CARRIER, TABS, 416);

        assertThat(fans(CARRIER, 1, MAX)).isGreaterThan(1_200);
        assertThat(fans(OTHER, 1, 1)).isOne();
    }

    @Test
    void newcomersFindSomethingHoweverManyNetworksAreGreedy() {
        for (int i = 0; i < 4; i++) {
            fans(ClientNetwork.of("198.51.100." + i), TABS, MAX);
        }

        assertThat(fans(OTHER, 1, 1)).isOne();
    }

    @Test
    void networksOfOneIPv6SiteHaveWhatOneHas() {
        int granted = 0;
        for (int i = 0; i < MAX; i++) {
            granted += fans(ClientNetwork.of("2001:db8:77:%x::1".formatted(i)), 1, 1);
        }

        assertThat(granted).isEqualTo(MAX / 4 * 3);
    }

    @Test
    void aBuyerHasSixHoweverManyAreAskedForAtOnce() throws Exception {
        UUID buyer = UUID.randomUUID();
        List<Callable<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(() -> places.take(CARRIER, buyer));
        }
        int taken = 0;
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var outcome : threads.invokeAll(calls)) {
                taken += outcome.get() == Outcome.TAKEN ? 1 : 0;
            }
        }

        assertThat(taken).isEqualTo(TABS);
        assertThat(places.take(OTHER, buyer)).isEqualTo(Outcome.ENOUGH);
    }

    @Test
    void remembersNobodyWhoHasGivenAllBack() {
        UUID buyer = UUID.randomUUID();
        assertThat(places.take(CARRIER, buyer)).isEqualTo(Outcome.TAKEN);
        assertThat(places.take(OTHER, buyer)).isEqualTo(Outcome.TAKEN);

        places.giveBack(CARRIER, buyer);
        places.giveBack(OTHER, buyer);

        assertThat(places.remembered()).isZero();
    }

    @Test
    void refusalTakesNoPlace() {
        fans(CARRIER, 1, MAX);
        int before = places.remembered();

        assertThat(places.take(CARRIER, UUID.randomUUID())).isEqualTo(Outcome.FULL);

        assertThat(places.remembered()).isEqualTo(before);
    }

    private int fans(ClientNetwork client, int tabs, int fans) {
        int granted = 0;
        for (int fan = 0; fan < fans; fan++) {
            UUID buyer = UUID.randomUUID();
            for (int tab = 0; tab < tabs; tab++) {
                granted += places.take(client, buyer) == Outcome.TAKEN ? 1 : 0;
            }
        }
        return granted;
    }
}
