package dev.frontrow.hotpath;

import dev.frontrow.hotpath.Consistency.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Calls that each use something up: a buyer without a place, a free seat, a hold. They are prepared on separate
/// concerts, and sent once.
abstract class UsingUp implements Work {

    /// At the start of a run at a rate, connections are opened and caches are filled. This period is not counted.
    private static final Duration RUN_IN = Duration.ofSeconds(1);

    private final String name;
    private final Bench bench;
    private final Counts each;
    private final RequestList requests = new RequestList();
    private final List<Stage.Concert> open = new ArrayList<>();

    UsingUp(String name, Bench bench, Counts each) {
        this.name = name;
        this.bench = bench;
        this.each = each;
    }

    /// Makes a concert, and up to this many requests for it.
    abstract Stage.Concert addConcert(int requestsMax, RequestList list) throws Exception;

    @Override
    public void stock(int wanted) throws Exception {
        while (requests.size() < wanted) {
            open.add(addConcert(wanted - requests.size(), requests));
        }
    }

    @Override
    public Run run(Duration time) throws Exception {
        Run run = bench.measuredAndChecked(name, each, () -> bench.wrk().once(bench.port(), requests, 201, time));
        closeUsedUp();
        return run;
    }

    /// Sends requests at this rate, even if the server falls behind. Returns the times to answer.
    Latencies runAt(double perSecond, Duration time) throws Exception {
        Counts before = bench.consistency().counts();
        List<String> taken = requests.take(requestsIn(perSecond, time));
        Latencies latencies = new OpenLoop(bench.port(), bench.wrk().buyers(), perSecond, 201).run(taken, RUN_IN);
        bench.consistency().check(before, each.times(taken.size()));
        closeUsedUp();
        return latencies;
    }

    static int requestsIn(double perSecond, Duration time) {
        return (int) (perSecond * time.plus(RUN_IN).toSeconds());
    }

    private void closeUsedUp() throws Exception {
        if (requests.size() == 0) {
            for (Stage.Concert concert : open) {
                bench.close(concert);
            }
            open.clear();
        }
    }

    static UsingUp joins(Bench bench) {
        return new UsingUp("join", bench, Counts.PLACE) {
            @Override
            Stage.Concert addConcert(int requestsMax, RequestList list) throws Exception {
                Stage.Concert concert = bench.stage().fullHouse();
                bench.stage().crowd().stream()
                        .limit(requestsMax)
                        .forEach(buyer -> list.add(Requests.join(concert.concertId(), buyer)));
                return concert;
            }
        };
    }

    /// One seat for each buyer in each performance.
    static UsingUp holds(Bench bench) {
        return new UsingUp("hold", bench, Counts.HOLD) {

            private static final int PERFORMANCES_MAX = 4;

            @Override
            Stage.Concert addConcert(int requestsMax, RequestList list) throws Exception {
                int buyers = Math.min(Stage.CROWD, requestsMax);
                int performances = Math.clamp(requestsMax / buyers, 2, PERFORMANCES_MAX);
                Stage.Concert concert = bench.stage().concert(performances, buyers);
                List<Shopper> shoppers = bench.stage().admitted(concert, buyers);
                bench.stage().lookedAt(concert, shoppers.getFirst());
                for (long performance : concert.performances()) {
                    for (int i = 0; i < buyers; i++) {
                        list.add(Requests.hold(shoppers.get(i), performance, i + 1));
                    }
                }
                return concert;
            }
        };
    }

    /// One place of the performance's one area for each buyer.
    static UsingUp areas(Bench bench) {
        return new UsingUp("area", bench, Counts.HOLD) {

            private static final int PERFORMANCES_MAX = 4;

            @Override
            Stage.Concert addConcert(int requestsMax, RequestList list) throws Exception {
                int buyers = Math.min(Stage.CROWD, requestsMax);
                int performances = Math.clamp(requestsMax / buyers, 2, PERFORMANCES_MAX);
                Stage.Concert concert = bench.stage().area(performances, buyers);
                List<Shopper> shoppers = bench.stage().admitted(concert, buyers);
                bench.stage().lookedAt(concert, shoppers.getFirst());
                for (long performance : concert.performances()) {
                    shoppers.forEach(shopper -> list.add(Requests.holdInArea(shopper, performance)));
                }
                return concert;
            }
        };
    }

    /// Payments; each is another buyer's, because a payment ends its buyer's admission.
    static UsingUp payments(Bench bench) {
        return new UsingUp("payment", bench, Counts.PAYMENT) {
            @Override
            Stage.Concert addConcert(int requestsMax, RequestList list) throws Exception {
                int buyers = Math.min(Stage.CROWD, requestsMax);
                Stage.Concert concert = bench.stage().concert(2, buyers);
                bench.stage().topUp(buyers);
                List<Shopper> shoppers = bench.stage().admitted(concert, buyers);
                bench.stage().lookedAt(concert, shoppers.getFirst());
                List<String> holds =
                        bench.stage().held(shoppers, concert.performances().getFirst());
                for (int i = 0; i < buyers; i++) {
                    list.add(Requests.pay(shoppers.get(i), holds.get(i)));
                }
                return concert;
            }
        };
    }
}
