package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.cluster.JobsElsewhere;
import dev.frontrow.identity.recovery.ResetLink;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A link from a mail or from the box office resets a forgotten password.
class PasswordResetTest extends ServerTest {

    private static final String RESETS = "/api/v1/password-resets";
    private static final String REDEMPTIONS = RESETS + "/redemptions";
    private static final String BY_OPERATOR = "/api/v1/operator/password-resets";
    private static final String FRESH = "we meet at the old bridge";
    private static final Pattern LINK =
            Pattern.compile("https://tickets\\.example/reset-password\\?token=([\\w-]{43})");

    private static final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired
    private PasswordResets resets;

    @Autowired
    private ResetLinkSweep sweep;

    @Autowired
    private Credentials credentials;

    @Autowired
    private JdbcClient jdbc;

    private final String username = "mina-" + UUID.randomUUID().toString().substring(0, 12);
    private final String address = username + "@mail.example";
    private ApiClient mina;

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        mail.start();
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> mail.getSmtp().getPort());
        registry.add("frontrow.recovery.public-address", () -> "https://tickets.example/");
        registry.add("frontrow.recovery.mail-from", () -> "tickets@tickets.example");
    }

    @AfterAll
    static void stop() {
        mail.stop();
    }

    @BeforeEach
    void signUp() {
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(201);
        mina = api().asSignedIn(username, ApiClient.PASSWORD);
        mina.raw(
                        "PUT",
                        "/api/v1/buyers/me/recovery-address",
                        "{\"currentPassword\": \"%s\", \"recoveryAddress\": \"%s\"}"
                                .formatted(ApiClient.PASSWORD, address))
                .expect(204);
    }

    private String mailedToken(String language) throws Exception {
        api().language(language).post(RESETS, Map.of("username", username)).expect(202);
        assertThat(mail.waitForIncomingEmail(20_000, received().size() + 1)).isTrue();
        MimeMessage message = received().getLast();
        assertThat(message.getAllRecipients()[0]).hasToString(address);
        var link = LINK.matcher(message.getContent().toString());
        assertThat(link.find()).as(message.getContent().toString()).isTrue();
        return link.group(1);
    }

    private List<MimeMessage> received() {
        return List.of(mail.getReceivedMessages());
    }

    private ApiClient.Answer redeems(String token, String fresh) {
        return api().post(REDEMPTIONS, Map.of("token", token, "newPassword", fresh));
    }

    private String givenToken() {
        return api().asOperator()
                .post(BY_OPERATOR, Map.of("username", username))
                .expect(201)
                .body()
                .path("token")
                .asString();
    }

    @Test
    void aMailedLinkSetsAPasswordOnceAndEndsAllSessions() throws Exception {
        String token = mailedToken("en");

        redeems(token, FRESH).expect(204);

        mina.get("/api/v1/buyers/me").expectProblem(401, "unauthenticated");
        api().asSignedIn(username, FRESH);
        redeems(token, FRESH + " again").expectProblem(422, "reset-link-invalid");
        api().asSignedIn(username, FRESH);
    }

    @Test
    void mailsInTheLanguageOfTheRequest() throws Exception {
        mailedToken("ko");

        assertThat(received().getLast().getSubject()).isEqualTo("새 비밀번호를 정하는 링크");
        assertThat(received().getLast().getContent().toString()).contains(username);
    }

    @Test
    void theBoxOfficeGivesALinkToo() {
        var link = api().asOperator()
                .post(BY_OPERATOR, Map.of("username", username))
                .expect(201)
                .body();

        assertThat(link.path("link").asString())
                .isEqualTo("https://tickets.example/reset-password?token="
                        + link.path("token").asString());
        redeems(link.path("token").asString(), FRESH).expect(204);
        api().asSignedIn(username, FRESH);
    }

    @Test
    void onlyOperatorsGiveLinksAndOnlyForBuyers() {
        mina.post(BY_OPERATOR, Map.of("username", username)).expectProblem(403, "forbidden");
        api().post(BY_OPERATOR, Map.of("username", username)).expectProblem(401, "unauthenticated");
        api().asOperator().post(BY_OPERATOR, Map.of("username", "operator")).expectProblem(404, "buyer-unknown");
        api().asOperator()
                .post(BY_OPERATOR, Map.of("username", "nobody-at-all"))
                .expectProblem(404, "buyer-unknown");
    }

    @Test
    void aLinkIsGoodForAnHour() {
        String token = givenToken();
        clock().advance(ResetLink.TTL.minusNanos(1_000));
        assertThat(resets.isGood(token)).isTrue();
        clock().advance(Duration.ofNanos(1_000));

        redeems(token, FRESH).expectProblem(422, "reset-link-invalid");

        assertThat(new ResetLinkSweep(credentials, clock(), JobsElsewhere.jobs()).sweep())
                .as("on another node")
                .isZero();
        assertThat(sweep.sweep()).isPositive();
        assertThat(links()).isZero();
    }

    @Test
    void anUnfitPasswordDoesNotUseTheLinkUp() {
        String token = givenToken();

        var refused = redeems(token, "password").expectProblem(400, "request-invalid");

        assertThat(refused.fault("newPassword")).isEqualTo("is too easy to guess");
        redeems(token, FRESH).expect(204);
    }

    @Test
    void aNewPasswordVoidsTheOtherLinks() {
        String token = givenToken();
        String other = givenToken();
        redeems(token, FRESH).expect(204);

        redeems(other, FRESH + " again").expectProblem(422, "reset-link-invalid");
    }

    @Test
    void anotherRecoveryAddressVoidsLinks() throws Exception {
        String mailed = mailedToken("en");
        mina.raw(
                        "PUT",
                        "/api/v1/buyers/me/recovery-address",
                        "{\"currentPassword\": \"%s\", \"recoveryAddress\": \"new@mail.example\"}"
                                .formatted(ApiClient.PASSWORD))
                .expect(204);

        redeems(mailed, FRESH).expectProblem(422, "reset-link-invalid");
    }

    /// The test locks the account until both requests wait for it. If they locked account and links in different
    /// orders, they would deadlock.
    @ParameterizedTest
    @ValueSource(strings = {"two links", "one link twice", "a link and a change"})
    void oneOfTwoNewPasswordsAtOnceIsSetAndTheOtherRefused(String how) throws Exception {
        String one = givenToken();
        String other = how.equals("two links") ? givenToken() : one;
        try (var lock = locksAccount();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = List.of(
                    threads.submit(() -> redeems(one, FRESH)),
                    threads.submit(() -> how.equals("a link and a change") ? changes() : redeems(other, FRESH + " 2")));
            while (waiters(lock) < 2) {
                assertThat(answers).allSatisfy(answer -> assertThat(answer).isNotDone());
                Thread.onSpinWait();
            }

            lock.rollback();

            assertThat(List.of(
                            answers.getFirst().get().status(),
                            answers.getLast().get().status()))
                    .satisfiesOnlyOnce(status -> assertThat(status).isLessThan(300))
                    .satisfiesOnlyOnce(status -> assertThat(status).isIn(400, 422));
        }
        assertThat(links()).isZero();
    }

    private ApiClient.Answer changes() {
        return mina.raw(
                "PUT",
                "/api/v1/buyers/me/password",
                "{\"currentPassword\": \"%s\", \"newPassword\": \"%s 2\"}".formatted(ApiClient.PASSWORD, FRESH));
    }

    private Connection locksAccount() throws SQLException {
        Connection lock = DriverManager.getConnection(
                ownerLogin().url(), ownerLogin().username(), ownerLogin().password());
        lock.setAutoCommit(false);
        try (var statement = lock.prepareStatement("select from identity.buyer where username = ? for update")) {
            statement.setString(1, username);
            statement.execute();
        }
        return lock;
    }

    /// Counts the transactions that wait for the account, directly or behind another one.
    private static int waiters(Connection lock) throws SQLException {
        try (var statement = lock.prepareStatement("""
                        select count(*)
                        from pg_locks
                        where not granted and locktype in ('transactionid', 'tuple')
                        """);
                var row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void forgedLinksDoNothing() {
        for (String token : List.of("", "x", "A".repeat(43), givenToken() + "A", "\u0000", "한".repeat(1_000))) {
            redeems(token, FRESH)
                    .expectProblem(
                            token.equals("\u0000") ? 400 : 422,
                            token.equals("\u0000") ? "request-invalid" : "reset-link-invalid");
        }
    }

    @Test
    void keepsADigestOfALinkOnly() {
        String token = givenToken();

        assertThat(jdbc.sql("select count(*) from identity.password_reset where encode(digest, 'escape') like :token")
                        .param("token", "%" + token + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(links()).isOne();
    }

    @Test
    void answersAlikeWhetherOrNotThereIsSuchAnAccount() {
        int before = received().size();
        String nobody = "nobody-" + UUID.randomUUID().toString().substring(0, 12);

        var unknown = api().post(RESETS, Map.of("username", nobody)).expect(202);
        var known = api().post(RESETS, Map.of("username", username)).expect(202);

        assertThat(unknown.bytes()).isEqualTo(known.bytes());
        assertThat(mail.waitForIncomingEmail(20_000, before + 1)).isTrue();
        for (String name : List.of(nobody, username)) {
            for (int i = 0; i < 2; i++) {
                api().post(RESETS, Map.of("username", name)).expect(202);
            }
            api().post(RESETS, Map.of("username", name)).expectProblem(429, "too-many-requests");
        }
    }

    private int links() {
        return jdbc.sql("""
                        select count(*)
                        from identity.password_reset
                        join identity.buyer using (buyer_id)
                        where username = :username
                        """).param("username", username).query(Integer.class).single();
    }
}
