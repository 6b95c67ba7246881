package dev.frontrow.waitingroom;

import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.Fan;
import dev.frontrow.SecondNode;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.cluster.Beats;
import dev.frontrow.news.FeedReading;
import dev.frontrow.news.News;
import dev.frontrow.waitingroom.news.RoomNews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// A test of rooms on two nodes that share only the database. One of them owns each room; which one, the lease says.
/// News and ticks come by hand.
@TestPropertySource(
        properties = {
            "frontrow.cluster.enabled=on",
            "frontrow.cluster.node=first",
            "frontrow.identity.token-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        })
@DirtiesContext
abstract class TwoNodesTest extends ServerTest {

    private static @Nullable SecondNode started;

    /// A node, by its beans.
    record Node(int port, BeanFactory beans) {

        Rooms rooms() {
            return beans.getBean(Rooms.class);
        }

        WaitingRoom room(Stage stage) {
            return rooms().find(stage.concertId()).orElseThrow();
        }

        boolean owns(Stage stage) {
            return room(stage).ownership().epoch().isPresent();
        }

        void tick() {
            beans.getBean(AdmissionTick.class).tick();
        }

        /// Tells this as news of the room.
        void tells(Stage stage, byte[] body) {
            beans.getBean(TransactionTemplate.class)
                    .executeWithoutResult(_ -> beans.getBean(News.class).tell(RoomNews.TOPIC, stage.concertId(), body));
        }

        Fan of(Fan fan) {
            return fan.at(port);
        }
    }

    @Autowired
    BeanFactory beans;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    void startSecond(Environment settings) {
        if (started == null) {
            started = SecondNode.beside(settings, clock(), this::prepare);
            nodes().forEach(node -> Beats.begin(node.beans()));
        }
    }

    /// Gives the second node further beans.
    void prepare(GenericApplicationContext second) {}

    @AfterAll
    static void stop() {
        Objects.requireNonNull(started).close();
        started = null;
    }

    @AfterEach
    void audit() {
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    final Node first() {
        return new Node(port(), beans);
    }

    static Node second() {
        SecondNode node = Objects.requireNonNull(started);
        return new Node(node.port(), node.beans());
    }

    final List<Node> nodes() {
        return List.of(first(), second());
    }

    /// News, a tick of each node, and news of that.
    final void secondPasses() {
        clock().advance(Duration.ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            nodes().forEach(node -> FeedReading.at(node.beans()));
            nodes().forEach(Node::tick);
        }
    }

    final Node owner(Stage stage) {
        List<Node> owners = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            nodes().forEach(node -> node.room(stage));
            nodes().forEach(Node::tick);
            owners.clear();
            nodes().stream().filter(node -> node.owns(stage)).forEach(owners::add);
            return owners.size() == 1;
        });
        return owners.getFirst();
    }

    final Node other(Node owner) {
        return owner.equals(first()) ? second() : first();
    }

    static String state(Answer answer) {
        return answer.expect(200).body().path("state").asString();
    }

    static long position(Answer answer) {
        return answer.body().path("position").asLong();
    }

    /// A room with a capacity of one, which is full.
    final Stage crowded() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        Node owner = owner(stage);
        owner.of(stage.fan()).joinsAndEnters();
        secondPasses();
        return stage;
    }

    /// As stored.
    final long servingPosition(Stage stage) {
        return jdbc.sql("select serving_position from waitingroom.lane where concert_id = ? and lane = 'GENERAL'")
                .param(stage.concertId())
                .query(Long.class)
                .single();
    }
}
