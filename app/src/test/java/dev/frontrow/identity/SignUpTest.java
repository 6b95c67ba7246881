package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpTest extends ServerTest {

    private static final String BUYERS = "/api/v1/buyers";

    @Test
    void signsUp() {
        var answer = api().post(BUYERS, Map.of("username", "Mina.Yoon", "password", ApiClient.PASSWORD))
                .expect(201);

        assertThat(answer.body().propertyNames()).containsExactly("buyerId", "username");
        assertThat(answer.body().path("username").asString()).isEqualTo("Mina.Yoon");
        assertThat(UUID.fromString(answer.body().path("buyerId").asString()).version())
                .isEqualTo(7);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void takesEmailLikeUsernames() {
        String name = "jane+tickets@example.com";
        api().post(BUYERS, Map.of("username", name, "password", ApiClient.PASSWORD))
                .expect(201);

        api().asSignedIn("Jane+Tickets@Example.COM", ApiClient.PASSWORD);
        api().asSignedIn(" ｊａｎｅ＋ｔｉｃｋｅｔｓ＠example.com ", ApiClient.PASSWORD);
        api().post(BUYERS, Map.of("username", "JANE+tickets@example.com", "password", ApiClient.PASSWORD))
                .expectProblem(409, "username-taken");
        api().post(BUYERS, Map.of("username", "o'neil!#$%&*/=?^_`{|}~@a-b.example", "password", ApiClient.PASSWORD))
                .expect(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane doe",
                "jane\ttickets",
                "jane\nx",
                "jane,tickets",
                "<jane>",
                "jané@example.com",
                "jane\u200b"
            })
    void refusesUsernamesThatCouldBeReadInTwoWays(String username) {
        var answer = api().post(BUYERS, Map.of("username", username, "password", ApiClient.PASSWORD))
                .expectProblem(400, "request-invalid");

        assertThat(answer.fault("username")).startsWith("must be 3 to 64 letters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # body                                                                          | field       | message
            {"password":"12345678"}                                                         | username    | is required
            {"username":null,"password":"12345678"}                                         | username    | is required
            {"username":"abcd"}                                                             | password    | is required
            {"username":5,"password":"12345678"}                                            | username    | must be text
            {"username":true,"password":"12345678"}                                         | username    | must be text
            {"username":["abcd"],"password":"12345678"}                                     | username    | must be text
            {"username":{},"password":"12345678"}                                           | username    | must be text
            {"username":"ab","password":"12345678"}                                         | username    | must be 3 to 64 letters, digits or characters of an e-mail address, such as . _ - + @
            {"username":"a b c","password":"12345678"}                                      | username    | must be 3 to 64 letters, digits or characters of an e-mail address, such as . _ - + @
            {"username":"김미나","password":"12345678"}                                       | username    | must be 3 to 64 letters, digits or characters of an e-mail address, such as . _ - + @
            {"username":"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg","password":"12345678"}  | username    | must be 3 to 64 letters, digits or characters of an e-mail address, such as . _ - + @
            {"username":"abc\\u0000","password":"12345678"}                                 | username    | must be text
            {"username":"abcd","password":"1234567"}                                        | password    | must have at least 8 characters
            {"username":"abcd","password":""}                                               | password    | must have at least 8 characters
            {"username":"abcd","password":12345678}                                         | password    | must be text
            {"username":"abcd","password":"password"}                                       | password    | is too easy to guess
            {"username":"abcd","password":"12345678"}                                       | password    | is too easy to guess
            {"username":"abcd","password":"        "}                                       | password    | must have more than blanks
            {"username":"abcd","password":"12345678","displayName":"\\ud800"}               | displayName | must be text
            {"username":"abcd","password":"12345678","displayName":7}                       | displayName | must be text
            {"username":"abcd","password":"12345678","role":"OPERATOR"}                     | role        | is not a field of this request
            {"username":"abcd","username":"efgh","password":"12345678"}                     | username    | stands there twice
            {"username":"abcd","password":"12345678"                                        | body        | must be valid JSON
            {"username":"abcd","password":"12345678"} x                                     | body        | must be valid JSON
            [1]                                                                             | body        | must be an object
            7                                                                               | body        | must be an object
            "abc"                                                                           | body        | must be an object
            null                                                                            | body        | is required
            ''                                                                              | body        | is required
            """)
    void refusesUnfitBodies(String body, String field, String message) {
        var answer = api().raw("POST", BUYERS, body).expectProblem(400, "request-invalid");

        assertThat(answer.fault(field)).as(answer.text()).isEqualTo(message);
        assertThat(answer.body().path("detail").asString()).contains(field);
    }

    static Stream<Arguments> unfitDisplayNames() {
        return Stream.of(
                Arguments.of("", "is required"),
                Arguments.of(" \u3000\u00a0", "is required"),
                Arguments.of("\u200b\u2060", "is required"),
                Arguments.of("\u3164", "is required"),
                Arguments.of("\u0301", "is required"),
                Arguments.of("a\u0007", "must be text without control characters"),
                Arguments.of("a\nb", "must be text without control characters"),
                Arguments.of("a\u0085", "must be text without control characters"),
                Arguments.of("a\u2028b", "must be text without control characters"),
                Arguments.of("Mina\u202etixe", "must be text without control characters"),
                Arguments.of("\u2066Mina", "must be text without control characters"),
                Arguments.of("\ue000", "must be text without control characters"),
                Arguments.of("Z" + "\u030d".repeat(79), "must be text without control characters"),
                Arguments.of("x".repeat(81), "is too long"),
                Arguments.of("🎤".repeat(81), "is too long"));
    }

    @ParameterizedTest
    @MethodSource("unfitDisplayNames")
    void refusesADisplayNameThatOthersCouldNotRead(String displayName, String message) {
        var answer = api().post(
                        BUYERS,
                        Map.of(
                                "username",
                                "unfit-" + UUID.randomUUID().toString().substring(0, 12),
                                "password",
                                ApiClient.PASSWORD,
                                "displayName",
                                displayName))
                .expectProblem(400, "request-invalid");

        assertThat(answer.fault("displayName")).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {" Mina |Mina", "\u3000\u1106\u1175\u1102\u1161\u3000|미나", "Jose\u0301|Jos\u00e9", "LONG|LONG"})
    void keepsADisplayNameComposedAndWithoutBlanksAround(String displayName, String kept) {
        String username = "fit-" + UUID.randomUUID().toString().substring(0, 12);
        api().post(
                        BUYERS,
                        Map.of(
                                "username",
                                username,
                                "password",
                                ApiClient.PASSWORD,
                                "displayName",
                                displayName.replace("LONG", "🎤".repeat(80))))
                .expect(201);

        assertThat(owner().sql("select display_name from identity.buyer where username = :username")
                        .param("username", username)
                        .query(String.class)
                        .single())
                .isEqualTo(kept.replace("LONG", "🎤".repeat(80)));
    }

    @Test
    void namesEveryFieldAtFault() {
        var answer =
                api().post(BUYERS, Map.of("username", "a", "password", "b")).expectProblem(400, "request-invalid");

        assertThat(answer.body().path("errors").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"taken-name", "TAKEN-name", "operator", "Operator", "demo-000001"})
    void refusesAUsernameThatIsTakenOrReserved(String username) {
        api().post(BUYERS, Map.of("username", "taken-name", "password", ApiClient.PASSWORD));

        api().post(BUYERS, Map.of("username", username, "password", ApiClient.PASSWORD))
                .expectProblem(409, "username-taken");
    }

    @Test
    void letsExactlyOneOfManyEqualSignUpsWin() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> statuses = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> api().post(
                                    BUYERS,
                                    Map.of(
                                            "username",
                                            "Race-" + (i % 2 == 0 ? "X" : "x"),
                                            "password",
                                            ApiClient.PASSWORD))
                            .status()))
                    .toList();
            int created = 0;
            for (var status : statuses) {
                assertThat(status.get()).isIn(201, 409);
                created += status.get() == 201 ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
    }

    @Test
    void speaksKoreanAboutFields() {
        var answer = api().language("ko-KR,ko;q=0.9,en;q=0.8")
                .post(BUYERS, Map.of("username", "abcd", "password", ApiClient.PASSWORD, "displayName", ""))
                .expectProblem(400, "request-invalid");

        assertThat(answer.fault("displayName")).isEqualTo("필수예요");
        assertThat(answer.header("Content-Language")).isEqualTo("ko");
    }
}
