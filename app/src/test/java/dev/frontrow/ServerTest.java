package dev.frontrow;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.Buyers;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.passwords.PasswordEncoding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;

/// A test against the whole server on a real port and a fresh database. All subclasses share one server per JVM,
/// so tests make their own buyers and concerts, and never count rows of other tests. Time stands still unless a
/// test moves it (forwards only); nothing runs on a schedule.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "frontrow.schedules=off",
            "frontrow.rate-limits=off",
            "frontrow.demo=false",
            // A machine that is busy with the build must not make a sign-up fail.
            "frontrow.identity.hashing-wait-max=PT30S",
            "frontrow.data-dir=target/server-test-data-${frontrow.fork:1}",
            "frontrow.operator-password=" + ServerTest.OPERATOR_PASSWORD
        })
@ContextConfiguration(initializers = SharedDatabase.Fresh.class)
@Import({ServerTest.HandCrankedTime.class, ServerTest.CheapHashing.class, Crowd.class, Operators.class})
public abstract class ServerTest {

    public static final String OPERATOR_PASSWORD = "operator-password";

    /// The least that bcrypt takes.
    protected static final int CHEAP_STRENGTH = 4;

    @Value("${local.server.port}")
    private int port;

    private DatabaseLogin database = new DatabaseLogin("", "", "");

    @Autowired
    void findDatabase(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.flyway.user}") String owner,
            @Value("${spring.flyway.password}") String password) {
        database = new DatabaseLogin(url, owner, password);
    }

    @Autowired
    private TestClock clock;

    @Autowired
    private Buyers buyers;

    @Autowired
    private AccessTokens accessTokens;

    /// How the owner of the tables logs in to the database.
    protected DatabaseLogin ownerLogin() {
        return database;
    }

    protected ApiClient api() {
        return ApiClient.at(port);
    }

    /// A client that acts as a new buyer, without the cost of a password.
    protected ApiClient newBuyer() {
        return api().bearer(newAccessToken());
    }

    /// The access token of a new buyer, without the cost of a password.
    protected String newAccessToken() {
        UUID buyerId =
                buyers.ensureDemoBuyer("test-" + UUID.randomUUID().toString().substring(0, 30));
        return accessTokens.issue(buyerId, Role.BUYER).value();
    }

    /// A client that acts as one more owner.
    protected ApiClient newOperator() {
        UUID operatorId =
                buyers.ensureDemoBuyer("desk-" + UUID.randomUUID().toString().substring(0, 30));
        owner().sql("insert into identity.operator (buyer_id, role) values (:operatorId, 'OWNER')")
                .param("operatorId", operatorId)
                .update();
        return api().bearer(accessTokens.issue(operatorId, Role.OPERATOR).value());
    }

    protected int port() {
        return port;
    }

    @Autowired
    private Crowd crowd;

    protected Crowd crowd() {
        return crowd;
    }

    /// Accesses the database as the owner of its tables, without the limits of the server's role.
    protected JdbcClient owner() {
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.username(), database.password()));
    }

    /// Another session of the owner, which keeps what this statement locks until it is closed.
    protected Connection lockedBy(String sql) throws SQLException {
        Connection session = DriverManager.getConnection(database.url(), database.username(), database.password());
        session.setAutoCommit(false);
        session.createStatement().execute(sql);
        return session;
    }

    /// How many sessions wait for locks.
    protected int waitingForLocks() {
        return owner().sql("select count(distinct pid) from pg_locks where not granted")
                .query(Integer.class)
                .single();
    }

    protected TestClock clock() {
        return clock;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class HandCrankedTime {

        @Bean
        @Primary
        TestClock testClock() {
            // Near the real time, because database defaults and libraries use the real time.
            return new TestClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /// Passwords are hashed as always, but with the fewest rounds: each test signs somebody in.
    @TestConfiguration(proxyBeanMethods = false)
    static class CheapHashing {

        @Bean
        @Primary
        PasswordEncoding cheapEncoding() {
            return new PasswordEncoding(CHEAP_STRENGTH);
        }
    }
}
