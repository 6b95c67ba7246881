package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// What fans were answered while servers and databases died, and whether it is still true. Thread-safe.
public final class Promises {

    /// A 2xx that a fan has received, and how to read its effect.
    private record Promise(Player fan, String call, String path, Answer answer) {

        void isKept() {
            switch (call) {
                case "payment" -> assertThat(now()).isEqualTo(answer.body());
                case "hold" ->
                    assertThat(now().path("seats")).isEqualTo(answer.body().path("seats"));
                case "release" -> assertThat(now().path("status").asString()).isNotIn("HELD", "CONFIRMED");
                default -> {}
            }
        }

        private JsonNode now() {
            return fan.reads(path).expect(200).body();
        }
    }

    private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();

    /// Notes an answer; returns whether it promises something.
    boolean note(Player fan, String call, String path, Answer answer) {
        boolean success = answer.status() / 100 == 2;
        if (success) {
            promises.add(new Promise(fan, call, path, answer));
        } else if (answer.status() >= 500) {
            faults.add(answer);
        }
        return success;
    }

    public int size() {
        return promises.size();
    }

    /// The answers from 500 on.
    Collection<Answer> faults() {
        return faults;
    }

    /// Reads every effect.
    public void areKept(List<Player> players) {
        assertThat(promises)
                .extracting(Promise::call)
                .contains("join", "hold", "top-up", "payment", "release", "leave");
        Map<Player, Set<String>> ledgers = new HashMap<>();
        players.forEach(player -> ledgers.put(player, player.transfers()));
        Map<Player, List<String>> topUps = new HashMap<>();
        for (Promise promise : promises) {
            if (promise.call().equals("top-up")) {
                topUps.computeIfAbsent(promise.fan(), _ -> new ArrayList<>())
                        .add(promise.answer().body().path("topUpId").asString());
            } else {
                promise.isKept();
            }
        }
        topUps.forEach((player, ids) -> assertThat(ledgers.get(player)).containsAll(ids));
        players.forEach(Player::findsOwnPlace);
    }
}
