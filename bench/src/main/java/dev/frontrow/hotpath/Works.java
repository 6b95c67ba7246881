package dev.frontrow.hotpath;

import java.util.ArrayList;
import java.util.List;

/// The workloads of a server by name. Each has concerts of its own.
record Works(Bench bench) {

    private static final int READERS = 500;
    private static final int SEATS = 50;

    Work of(String name) throws Exception {
        return switch (name) {
            case "poll" -> polls();
            case "status" -> statuses();
            case "refusal" -> refusals();
            case "seats" -> seatLists();
            case "seats-304" -> unchangedSeatLists();
            case "join" -> UsingUp.joins(bench);
            case "hold" -> UsingUp.holds(bench);
            case "area" -> UsingUp.areas(bench);
            case "payment" -> UsingUp.payments(bench);
            case "journey" -> new Journeys(bench);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Work polls() throws Exception {
        List<Shopper> waiting = bench.stage().joined(bench.stage().fullHouse(), READERS + 1);
        // The first in this line is admitted, so the others wait.
        List<String> polls = waiting.stream().skip(1).map(Requests::poll).toList();
        return new ReadWork("poll", bench, 200, polls);
    }

    private Work statuses() throws Exception {
        Stage.Concert full = bench.stage().fullHouse();
        bench.stage().joined(full, READERS);
        String status = Requests.status(full.concertId());
        return new ReadWork("status", bench, 200, List.of(status, status));
    }

    private Work refusals() throws Exception {
        Stage.Concert sold = bench.stage().concert(2, 2 * READERS);
        long performance = sold.performances().getFirst();
        List<Shopper> shoppers = bench.stage().admitted(sold, 2 * READERS);
        bench.stage().held(shoppers.subList(0, READERS), performance);
        List<String> late = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            late.add(Requests.hold(shoppers.get(READERS + i), performance, i + 1));
        }
        return new ReadWork("refusal", bench, 409, late);
    }

    private Work seatLists() throws Exception {
        Stage.Concert small = bench.stage().concert(1, SEATS);
        long performance = small.performances().getFirst();
        List<String> lists = bench.stage().admitted(small, READERS).stream()
                .map(shopper -> Requests.seats(shopper, performance))
                .toList();
        return new ReadWork("seats", bench, 200, lists);
    }

    private Work unchangedSeatLists() throws Exception {
        Stage.Concert small = bench.stage().concert(1, SEATS);
        long performance = small.performances().getFirst();
        List<Shopper> shoppers = bench.stage().admitted(small, READERS);
        String etag;
        try (var http = new HttpConnection(bench.port())) {
            etag = http.exchange(Requests.seats(shoppers.getFirst(), performance))
                    .expect(200)
                    .header("ETag");
        }
        List<String> lists = shoppers.stream()
                .map(shopper -> Requests.seatsUnless(shopper, performance, etag))
                .toList();
        return new ReadWork("seats-304", bench, 304, lists);
    }
}
