package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.web.limits.Slots.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

class SlotsTest {

    private static final int SLOTS = 400;
    private static final int PER_ACCOUNT = 5;
    private static final int SIGN_INS = 40;
    private static final ClientNetwork CROWD = ClientNetwork.of("203.0.113.1");
    private static final ClientNetwork OTHER = ClientNetwork.of("203.0.113.2");

    private final Slots slots = new Slots(
            new WebSettings(DataSize.ofKilobytes(64), DataSize.ofMegabytes(16), SLOTS, PER_ACCOUNT, SIGN_INS, 1_000));
    private final List<Slots.Taken> taken = new ArrayList<>();

    @Test
    void strangersOfOneNetworkTakeNoMoreThanHalf() {
        assertThat(takeAll(Kind.ANY, CROWD, Optional::empty)).isEqualTo(SLOTS / 2);
        assertThat(takes(Kind.ANY, OTHER, Optional.empty())).isTrue();
    }

    /// Signed-in and anonymous callers share an address, as behind a phone carrier's.
    @Test
    void strangersDoNotKeepOutSignedInNeighbours() {
        takeAll(Kind.ANY, CROWD, Optional::empty);

        assertThat(takeAll(Kind.ANY, CROWD, SlotsTest::newAccount)).isEqualTo(SLOTS / 4);
        assertThat(takes(Kind.ANY, OTHER, Optional.empty())).isTrue();
    }

    @Test
    void thousandsOfAccountsOfOneNetworkLeaveAQuarterToOthers() {
        assertThat(takeAll(Kind.ANY, CROWD, SlotsTest::newAccount)).isEqualTo(SLOTS / 4 * 3);
        assertThat(takeAll(Kind.ANY, OTHER, Optional::empty)).isEqualTo(SLOTS / 8);
    }

    @Test
    void anAccountHasAFew() {
        Optional<UUID> account = newAccount();

        assertThat(takeAll(Kind.ANY, CROWD, () -> account)).isEqualTo(PER_ACCOUNT);
        assertThat(slots.take(Kind.ANY, CROWD, account)).isEqualTo(new Slots.Refused(429));
        assertThat(takes(Kind.ANY, CROWD, newAccount())).isTrue();
    }

    @Test
    void anAccountThatIsRefusedForItsNetworkHasLostNothing() {
        takeAll(Kind.ANY, CROWD, SlotsTest::newAccount);
        Optional<UUID> account = newAccount();
        for (int i = 0; i < 2 * PER_ACCOUNT; i++) {
            assertThat(slots.take(Kind.ANY, CROWD, account)).isEqualTo(new Slots.Refused(503));
        }

        assertThat(takes(Kind.ANY, OTHER, account)).isTrue();
    }

    @Test
    void allNetworksOfAnIPv6SiteShareWhatOneHas() {
        int granted = 0;
        for (int network = 0; network < 2 * SLOTS; network++) {
            var client = ClientNetwork.of("2001:db8:77:%x::1".formatted(network));
            granted += takes(Kind.ANY, client, Optional.empty()) ? 1 : 0;
        }

        assertThat(granted).isEqualTo(SLOTS / 2);
        assertThat(takes(Kind.ANY, ClientNetwork.of("2001:db8:78::1"), Optional.empty()))
                .isTrue();
    }

    @Test
    void passwordsAreHashedInSlotsOfTheirOwn() {
        assertThat(takeAll(Kind.PASSWORD, CROWD, Optional::empty)).isEqualTo(SIGN_INS / 2);
        assertThat(takeAll(Kind.ANY, CROWD, Optional::empty)).isEqualTo(SLOTS / 2);
        assertThat(takes(Kind.PASSWORD, OTHER, Optional.empty())).isTrue();
    }

    @Test
    void probesNeedNoSlotOfOthers() {
        for (int i = 0; i < 20; i++) {
            takeAll(Kind.ANY, ClientNetwork.of("203.0.113." + i), Optional::empty);
        }

        assertThat(takes(Kind.PROBE, OTHER, Optional.empty())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsGivenBackIsTakenAgain(Kind kind) {
        int granted = takeAll(kind, CROWD, SlotsTest::newAccount);
        taken.forEach(slot -> slot.release().run());

        assertThat(takeAll(kind, CROWD, SlotsTest::newAccount)).isEqualTo(granted);
    }

    @Test
    void remembersNobody() {
        takeAll(Kind.ANY, CROWD, SlotsTest::newAccount);
        takeAll(Kind.ANY, OTHER, Optional::empty);
        assertThat(slots.remembered()).isPositive();

        taken.forEach(slot -> slot.release().run());

        assertThat(slots.remembered()).isZero();
    }

    private static Optional<UUID> newAccount() {
        return Optional.of(UUID.randomUUID());
    }

    private int takeAll(Kind kind, ClientNetwork client, Supplier<Optional<UUID>> account) {
        int granted = 0;
        while (takes(kind, client, account.get())) {
            granted++;
        }
        return granted;
    }

    private boolean takes(Kind kind, ClientNetwork client, Optional<UUID> account) {
        if (slots.take(kind, client, account) instanceof Slots.Taken slot) {
            taken.add(slot);
            return true;
        }
        return false;
    }
}
