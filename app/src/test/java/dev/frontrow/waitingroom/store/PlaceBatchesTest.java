package dev.frontrow.waitingroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Audit;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.database.Timestamps;
import dev.frontrow.groupcommit.Batch;
import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.store.PlaceBatches.Claim;
import dev.frontrow.waitingroom.store.PlaceBatches.PlaceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Joins, admissions and searches for a place. In one world each is a plain statement in its own transaction; in
/// the other each batch is one statement. The outcomes and the places must be equal.
class PlaceBatchesTest extends ServerTest {

    private static final int ROUNDS = 12;
    private static final int REQUESTS_MAX = 20;
    /// Few buyers, so that requests collide.
    private static final int BUYERS = 6;

    private static final int CONCERTS = 3;
    private static final int UNKNOWN_CONCERT = CONCERTS;
    private static final int CLOSED_DRAW = 1;
    private static final int GENERAL_REGISTRATIONS = 8;
    private static final int PRIORITY_REGISTRATIONS = 3;

    /// Cases that occurred. The comparison says nothing about cases that no seed produced.
    private static final Set<String> OCCURRED = new HashSet<>();

    @Autowired
    Places places;

    @Autowired
    PlaceBatches groups;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DataSource dataSource;

    @AfterAll
    static void everyCaseOccurred() {
        assertThat(OCCURRED)
                .containsExactlyInAnyOrder(
                        "joins",
                        "joins again",
                        "is in line already",
                        "joins after the draw has closed",
                        "is let in",
                        "claims a place that nobody has",
                        "claims another's place",
                        "claims a place that is not waiting",
                        "claims a place under challenge",
                        "sees a place",
                        "sees no place");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.frontrow.Seeds#all")
    void batchesComeToWhatOneByOneComesTo(long seed) {
        var first = new World();
        var second = new World();
        var requests = new Requests(new Random(seed));

        for (int round = 0; round < ROUNDS; round++) {
            List<Join> joins = requests.joins(clock().instant());
            List<Optional<Place>> given = oneByOne(this::join, first.places(joins));
            first.line.addAll(given);
            List<Optional<Place>> givenTogether = together(groups::insert, second.places(joins));
            second.line.addAll(givenTogether);
            assertThat(second.told(givenTogether)).as("joins %s", joins).isEqualTo(first.told(given));
            assertThat(second.rows()).isEqualTo(first.rows());
            requests.given(joins, given);

            List<ClaimRequest> claims = requests.claims(clock().instant());
            assertThat(together(groups::admit, second.claims(claims)))
                    .as("claims %s", claims)
                    .isEqualTo(oneByOne(this::admit, first.claims(claims)));
            assertThat(second.rows()).isEqualTo(first.rows());

            List<Look> looks = requests.looks();
            assertThat(second.told(together(groups::findLive, second.admissions(looks))))
                    .as("looks %s", looks)
                    .isEqualTo(first.told(oneByOne(this::look, first.admissions(looks))));

            requests.changes().forEach(change -> {
                first.suffers(change);
                second.suffers(change);
            });
            clock().advance(Duration.ofSeconds(requests.random.nextInt(200)));
        }
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    private Optional<Place> join(NewPlace place) {
        boolean hadOne = hasHadPlace(place.concertId(), place.buyerId());
        Optional<Place> joined = groups.insert(List.of(place)).getFirst();
        if (joined.isEmpty()) {
            OCCURRED.add("is in line already");
        } else if (isDrawClosed(place.concertId())) {
            OCCURRED.add("joins after the draw has closed");
            assertThat(joined.get().number().number())
                    .isGreaterThan(place.lane() == Lane.GENERAL ? GENERAL_REGISTRATIONS : PRIORITY_REGISTRATIONS);
        } else {
            OCCURRED.add(hadOne ? "joins again" : "joins");
        }
        return joined;
    }

    private boolean isDrawClosed(long concertId) {
        return jdbc.sql("select exists (select from waitingroom.draw where concert_id = :id and closed_at is not null)")
                .param("id", concertId)
                .query(Boolean.class)
                .single();
    }

    private boolean hasHadPlace(long concertId, UUID buyerId) {
        return jdbc.sql("""
                        select exists (
                            select from waitingroom.place where concert_id = :concertId and buyer_id = :buyerId)
                        """)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query(Boolean.class)
                .single();
    }

    /// Admits by the plain statement that a batch of claims is compared with.
    private boolean admit(Claim claim) {
        OCCURRED.add(kindOf(claim));
        return jdbc.sql("""
                                update waitingroom.place
                                set state = 'ADMITTED', admitted_until = :until, admitted_until_max = :latest
                                where concert_id = :concertId and lane = :lane and number = :number
                                    and buyer_id = :buyerId and state = 'WAITING' and not challenged
                                """)
                        .param("until", Timestamps.of(claim.term().until()))
                        .param("latest", Timestamps.of(claim.term().latest()))
                        .param("concertId", claim.place().concertId())
                        .param("lane", claim.place().number().lane().name())
                        .param("number", claim.place().number().number())
                        .param("buyerId", claim.buyerId())
                        .update()
                == 1;
    }

    private String kindOf(Claim claim) {
        Place place =
                places.find(claim.place().concertId(), claim.place().number()).orElse(null);
        if (place == null) {
            return "claims a place that nobody has";
        }
        if (!place.buyerId().equals(claim.buyerId())) {
            return "claims another's place";
        }
        if (place.state() != PlaceState.WAITING) {
            return "claims a place that is not waiting";
        }
        return place.challenged() ? "claims a place under challenge" : "is let in";
    }

    private Optional<Place> look(Admission buyer) {
        Optional<Place> seen = places.findLive(buyer.concertId(), buyer.buyerId());
        OCCURRED.add(seen.isPresent() ? "sees a place" : "sees no place");
        return seen;
    }

    private <C, O> List<O> oneByOne(Function<C, O> plain, List<C> requests) {
        return requests.stream()
                .map(one -> Objects.requireNonNull(transaction.execute(_ -> plain.apply(one))))
                .toList();
    }

    private <C, O> List<O> together(Batch<C, O> batch, List<C> requests) {
        return Objects.requireNonNull(transaction.execute(_ -> batch.run(requests)));
    }

    /// A join by indexes of concert and buyer. They are the same in both worlds; the ids differ.
    private record Join(int concert, Lane lane, int buyer, boolean challenged, Instant at) {}

    /// The place of the n-th join; nobody's if that was not given one.
    private record Given(int concert, Lane lane, int n, int buyer) {}

    private record ClaimRequest(Given of, int buyer, Instant until) {}

    private record Look(int concert, int buyer) {}

    private static final Given NOBODYS = new Given(0, Lane.GENERAL, Integer.MAX_VALUE, 0);

    /// Ends the place in this state; WAITING ends its challenge instead.
    private record Change(Given of, PlaceState state) {}

    /// Generates random joins and claims.
    private static final class Requests {

        private final Random random;
        private final List<Given> given = new ArrayList<>();
        private int joined;

        Requests(Random random) {
            this.random = random;
        }

        List<Join> joins(Instant now) {
            List<Join> joins = new ArrayList<>();
            for (int i = random.nextInt(REQUESTS_MAX); i >= 0; i--) {
                joins.add(new Join(
                        random.nextInt(20) == 0 ? UNKNOWN_CONCERT : random.nextInt(CONCERTS),
                        random.nextInt(3) == 0 ? Lane.PRIORITY : Lane.GENERAL,
                        random.nextInt(BUYERS),
                        random.nextInt(4) == 0,
                        now.plusMillis(random.nextInt(1000))));
            }
            return joins;
        }

        /// Remembers which joins were given a place.
        void given(List<Join> joins, List<Optional<Place>> places) {
            for (int i = 0; i < joins.size(); i++) {
                Join join = joins.get(i);
                if (places.get(i).isPresent()) {
                    given.add(new Given(join.concert(), join.lane(), joined + i, join.buyer()));
                }
            }
            joined += joins.size();
        }

        /// Mostly claims of recent places by their owners; several claims may be for one place.
        List<ClaimRequest> claims(Instant now) {
            return IntStream.rangeClosed(0, random.nextInt(REQUESTS_MAX))
                    .mapToObj(_ -> {
                        Given of = oneOfTheLast();
                        return new ClaimRequest(
                                random.nextInt(10) == 0 ? NOBODYS : of,
                                random.nextInt(6) == 0 ? random.nextInt(BUYERS) : of.buyer(),
                                now.plusSeconds(1 + random.nextInt(600)));
                    })
                    .toList();
        }

        List<Look> looks() {
            return IntStream.rangeClosed(0, random.nextInt(REQUESTS_MAX))
                    .mapToObj(_ -> new Look(random.nextInt(CONCERTS + 1), random.nextInt(BUYERS)))
                    .toList();
        }

        List<Change> changes() {
            List<PlaceState> states =
                    List.of(PlaceState.WAITING, PlaceState.FINISHED, PlaceState.EXPIRED, PlaceState.LEFT);
            return IntStream.range(0, REQUESTS_MAX / 2)
                    .mapToObj(_ -> new Change(oneOfTheLast(), states.get(random.nextInt(states.size()))))
                    .toList();
        }

        private Given oneOfTheLast() {
            if (given.isEmpty()) {
                return NOBODYS;
            }
            int last = Math.min(given.size(), 2 * REQUESTS_MAX);
            return given.get(given.size() - 1 - random.nextInt(last));
        }
    }

    /// Some concerts and their buyers. The draw of one concert is closed, so numbers up to its close are no longer
    /// given.
    private final class World {

        private final List<Long> concerts = new ArrayList<>();
        /// The outcome of each join.
        private final List<Optional<Place>> line = new ArrayList<>();

        private final List<UUID> buyers =
                IntStream.range(0, BUYERS).mapToObj(_ -> UUID.randomUUID()).toList();

        World() {
            for (int concert = 0; concert < CONCERTS; concert++) {
                concerts.add(Stage.open(api(), clock()).concertId());
            }
            concerts.add(Long.MAX_VALUE);
            closeDraw(concerts.get(CLOSED_DRAW));
        }

        private void closeDraw(long concertId) {
            jdbc.sql("""
                            update waitingroom.draw
                            set closed_at = :now, general_registrations = :general, priority_registrations = :priority
                            where concert_id = :concertId
                            """)
                    .param("now", Timestamps.of(clock().instant()))
                    .param("general", GENERAL_REGISTRATIONS)
                    .param("priority", PRIORITY_REGISTRATIONS)
                    .param("concertId", concertId)
                    .update();
        }

        List<NewPlace> places(List<Join> joins) {
            return joins.stream()
                    .map(join -> new NewPlace(
                            concerts.get(join.concert()),
                            join.lane(),
                            buyers.get(join.buyer()),
                            join.at(),
                            join.challenged()))
                    .toList();
        }

        List<Claim> claims(List<ClaimRequest> claims) {
            return claims.stream()
                    .map(claim -> new Claim(
                            new PlaceKey(concerts.get(claim.of().concert()), number(claim.of())),
                            buyers.get(claim.buyer()),
                            new AdmissionTerm(
                                    claim.until(),
                                    claim.until().plusSeconds(60L * claim.of().concert())),
                            ClaimGuard.ALONE))
                    .toList();
        }

        List<Admission> admissions(List<Look> looks) {
            return looks.stream()
                    .map(look -> new Admission(concerts.get(look.concert()), buyers.get(look.buyer())))
                    .toList();
        }

        void suffers(Change change) {
            long concertId = concerts.get(change.of().concert());
            UUID buyerId = buyers.get(change.of().buyer());
            if (change.state() == PlaceState.WAITING) {
                places.proven(concertId, number(change.of()), buyerId);
            } else {
                places.end(concertId, number(change.of()), buyerId, change.state());
            }
        }

        List<String> told(List<Optional<Place>> seen) {
            return seen.stream()
                    .map(place -> place.map(this::told).orElse("nothing"))
                    .toList();
        }

        List<String> rows() {
            return jdbc
                    .sql("select * from waitingroom.place where concert_id = any(:concerts)")
                    .param("concerts", concerts.toArray(Long[]::new))
                    .query((row, _) -> told(Place.of(row)))
                    .list()
                    .stream()
                    .sorted()
                    .toList();
        }

        private PlaceNumber number(Given given) {
            return given.n() == NOBODYS.n()
                    ? new PlaceNumber(given.lane(), 1_000_000)
                    : line.get(given.n()).orElseThrow().number();
        }

        /// A join in vain may use up a number or not, so places are told by their order and not by their numbers.
        private String told(Place place) {
            long before = line.stream()
                    .flatMap(Optional::stream)
                    .filter(other -> other.concertId() == place.concertId())
                    .filter(other -> other.number().lane() == place.number().lane())
                    .filter(other -> other.number().number() < place.number().number())
                    .count();
            return "concert %d, %s behind %d, buyer %d, %s since %s, challenged %b, admitted %s"
                    .formatted(
                            concerts.indexOf(place.concertId()),
                            place.number().lane(),
                            before,
                            buyers.indexOf(place.buyerId()),
                            place.state(),
                            place.joinedAt(),
                            place.challenged(),
                            place.admission());
        }
    }
}
