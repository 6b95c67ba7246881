package dev.frontrow.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

@ExtendWith(OutputCaptureExtension.class)
class RefusalsTest extends ServerTest {

    @Autowired
    private Refusals refusals;

    private ApiClient buyer;

    @BeforeEach
    void signIn() {
        buyer = newBuyer();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # body                                          | field                | message
            {"number":"5"}                                  | number               | must be a whole number in range
            {"number":""}                                   | number               | must be a whole number in range
            {"number":1.5}                                  | number               | must be a whole number in range
            {"number":1.0}                                  | number               | must be a whole number in range
            {"number":9223372036854775808}                  | number               | must be a whole number in range
            {"number":-99999999999999999999999}             | number               | must be a whole number in range
            {"number":true}                                 | number               | must be a whole number in range
            {"number":[1]}                                  | number               | must be a whole number in range
            {"number":{}}                                   | number               | must be a whole number in range
            {"primitive":null}                              | primitive            | is required
            {}                                              | primitive            | is required
            {"primitive":2147483648}                        | primitive            | must be a whole number in range
            {"primitive":"1"}                               | primitive            | must be a whole number in range
            {"flag":"true"}                                 | flag                 | must be true or false
            {"flag":1}                                      | flag                 | must be true or false
            {"flag":""}                                     | flag                 | must be true or false
            {"text":1.5}                                    | text                 | must be text
            {"text":[]}                                     | text                 | must be text
            {"at":"tomorrow"}                               | at                   | must be an instant such as 2026-12-24T19:00:00Z
            {"at":"2026-12-24"}                             | at                   | must be an instant such as 2026-12-24T19:00:00Z
            {"at":"2026-13-24T19:00:00Z"}                   | at                   | must be an instant such as 2026-12-24T19:00:00Z
            {"at":"+99999-12-24T19:00:00Z"}                 | at                   | must be an instant such as 2026-12-24T19:00:00Z
            {"at":""}                                       | at                   | must be an instant such as 2026-12-24T19:00:00Z
            {"at":1798138800}                               | at                   | must be an instant such as 2026-12-24T19:00:00Z
            {"at":1798138800.5}                             | at                   | must be an instant such as 2026-12-24T19:00:00Z
            {"id":"12"}                                     | id                   | is not an id
            {"id":""}                                       | id                   | is not an id
            {"id":5}                                        | id                   | is not an id
            {"currency":"KR"}                               | currency             | must be an ISO 4217 currency code such as KRW
            {"currency":""}                                 | currency             | must be an ISO 4217 currency code such as KRW
            {"currency":410}                                | currency             | must be an ISO 4217 currency code such as KRW
            {"phase":"open"}                                | phase                | has a value that is not one of the possible ones
            {"phase":""}                                    | phase                | has a value that is not one of the possible ones
            {"phase":0}                                     | phase                | has a value that is not one of the possible ones
            {"parts":{}}                                    | parts                | must be a list
            {"parts":"x"}                                   | parts                | must be a list
            {"parts":""}                                    | parts                | must be a list
            {"parts":[7]}                                   | parts[0]             | must be an object
            {"parts":[{},{"seatCount":"x"}]}                | parts[1].seatCount   | must be a whole number in range
            {"parts":[{"seats":["1",2]}]}                   | parts[0].seats[1]    | must be text
            {"parts":[{"seats":["\\u0000"]}]}               | parts[0].seats[0]    | must be text
            {"parts":[{"seat":"1"}]}                        | parts[0].seat        | is not a field of this request
            {"parts":[{"seatCount":1,"seatCount":1}]}       | parts[0].seatCount   | stands there twice
            {"primitive":1,"parts":[{"seatCount":0}]}       | parts[0].seatCount   | must be greater than or equal to 1
            {"primitive":1,"parts":[null]}                  | parts[0]             | is required
            {"primitive":1,"Text":"x"}                      | Text                 | is not a field of this request
            {"text":x}                                      | body                 | must be valid JSON
            {"text":'x'}                                    | body                 | must be valid JSON
            {'text':"x"}                                    | body                 | must be valid JSON
            {"primitive":NaN}                               | body                 | must be valid JSON
            {"primitive":01}                                | body                 | must be valid JSON
            {"primitive":1,}                                | body                 | must be valid JSON
            {"primitive":1}{"primitive":1}                  | body                 | must be valid JSON
            """)
    void namesTheFieldAtFault(String body, String field, String message) {
        var answer =
                buyer.with("X", "y").raw("POST", "/api/v1/probe/shape", body).expectProblem(400, "request-invalid");

        assertThat(answer.fault(field)).as(answer.text()).isEqualTo(message);
    }

    @Test
    void takesWhatIsRight() {
        var answer = buyer.raw("POST", "/api/v1/probe/shape", """
                        {"text": "가", "number": 9223372036854775807, "primitive": 0, "flag": true,
                         "at": "2026-12-24T19:00:00+09:00", "id": "01a2045b-c7de-7f08-a36e-f81c48c40b8e",
                         "currency": "KRW", "phase": "OPEN", "parts": [{"seats": ["1"]}]}
                        """).expect(200);

        assertThat(answer.body().path("at").asString()).isEqualTo("2026-12-24T10:00:00Z");
    }

    @Test
    void refusesDeepNesting() {
        buyer.raw("POST", "/api/v1/probe/shape", "{\"text\":" + "[".repeat(5_000))
                .expectProblem(400, "request-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "concerts/abc, concert-unknown, concertId",
        "concerts/99999999999999999999, concert-unknown, concertId",
        "concerts/1.5, concert-unknown, concertId",
        "performances/x, performance-unknown, performanceId",
        "holds/1, hold-unknown, holdId",
        "holds/%20, hold-unknown, holdId",
        "payments/1, payment-unknown, paymentId",
        "tickets/1, ticket-unknown, ticketId",
        "buyers/you, buyer-unknown, buyerId"
    })
    void treatsAnIdThatCannotBeOneAsUnknown(String path, String code, String field) {
        var answer = buyer.get("/api/v1/probe/" + path).expectProblem(404, code);

        assertThat(answer.fault(field)).isEqualTo("is not an id");
    }

    @ParameterizedTest
    @CsvSource({
        "page, limit, is required",
        "page?limit=, limit, must be a whole number in range",
        "page?limit=x, limit, must be a whole number in range",
        "page?limit=99999999999, limit, must be a whole number in range",
        "page?limit=0, limit, must be greater than or equal to 1",
        "phase?phase=NOPE, phase, has a value that is not one of the possible ones"
    })
    void namesTheParameterAtFault(String path, String field, String message) {
        var answer = buyer.get("/api/v1/probe/" + path).expectProblem(400, "request-invalid");

        assertThat(answer.fault(field)).as(answer.text()).isEqualTo(message);
    }

    @Test
    void namesMissingHeadersByTheirOwnCodes() {
        buyer.post("/api/v1/probe/keyed").expectProblem(400, "idempotency-key-required");
        buyer.post("/api/v1/probe/admitted").expectProblem(401, "queue-token-invalid");
    }

    @Test
    void refusesWhatTheAddressDoesNotTake() {
        var wrongMethod = buyer.delete("/api/v1/probe/caller").expectProblem(405, "method-not-allowed");
        assertThat(wrongMethod.header("Allow")).contains("GET");
        buyer.with("Accept", "image/png").get("/api/v1/probe/caller").expectProblem(406, "not-acceptable");
        buyer.with("Content-Type", "text/plain")
                .raw("POST", "/api/v1/probe/shape", "{}")
                .expectProblem(415, "media-type-unsupported");
        buyer.with("Content-Type", "application/x-www-form-urlencoded")
                .raw("POST", "/api/v1/probe/shape", "primitive=1")
                .expectProblem(415, "media-type-unsupported");
        buyer.get("/api/v1/nothing/here").expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/json;charset=bogus",
                "garbage",
                "*/*"
            })
    void refusesEveryOtherContentTypeByName(String contentType) {
        var answer = buyer.with("Content-Type", contentType)
                .raw("POST", "/api/v1/probe/shape", "{\"text\":\"100%\"}")
                .expectProblem(415, "media-type-unsupported");

        assertThat(answer.fault("Content-Type")).isEqualTo("must be application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html;q=0.9, application/xml", "garbage"})
    void refusesAFormatBeforeAnythingIsDone(String accept) {
        var request =
                Map.of("username", "f-" + UUID.randomUUID().toString().substring(0, 8), "password", ApiClient.PASSWORD);

        var answer =
                api().with("Accept", accept).post("/api/v1/buyers", request).expectProblem(406, "not-acceptable");

        assertThat(answer.fault("Accept")).isEqualTo("must allow a format of this address");
        api().post("/api/v1/buyers", request).expect(201);
    }

    @Test
    void namesAFewOfAThousandFaults() {
        String parts = "{\"seatCount\":0},".repeat(1_000) + "{}";

        var answer = buyer.raw("POST", "/api/v1/probe/shape", "{\"primitive\":1,\"parts\":[" + parts + "]}")
                .expectProblem(400, "request-invalid");

        assertThat(answer.body().path("errors").size()).isEqualTo(20);
    }

    @Test
    void refusesInTheSameFormWhateverTheClientAccepts() {
        buyer.with("Accept", "text/event-stream").get("/api/v1/probe/stream").expectProblem(404, "performance-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"55P03", "57014", "25P03", "08006", "08001", "57P01", "57P02", "57P03", "53300", "40001", "40P01"
            })
    void asksToComeBackWhenTheDatabaseIsFullOrAway(String state) {
        var answer = buyer.get("/api/v1/probe/database/" + state).expectProblem(503, "busy");

        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3);
        assertThat(answer.text()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "database/42601", "database/23505"})
    void hidesBugsBehindAnErrorIdThatIsLogged(String path, CapturedOutput output) {
        var answer = buyer.get("/api/v1/probe/" + path).expectProblem(500, "internal-error");

        String errorId = answer.body().path("errorId").asString();
        assertThat(UUID.fromString(errorId).version()).isEqualTo(7);
        assertThat(answer.text()).doesNotContain("secret", "Exception", "at dev.");
        assertThat(output.getAll()).containsOnlyOnce(errorId).contains("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FANCLUB1", "fan2026", "mina@example.org", "%ED%8C%AC", "two words"})
    void logsNoPartOfAnAddressThatMayBeASecret(String secret, CapturedOutput output) {
        refusals.problem(
                new IllegalStateException("a bug"), "DELETE", "/api/v1/operator/concerts/7/access-codes/" + secret);

        assertThat(output.getAll())
                .contains("DELETE /api/v1/operator/concerts/7/access-codes/…")
                .doesNotContain(secret);
    }

    @Test
    void logsNothingWhenTheClientIsGone(CapturedOutput output) throws IOException {
        for (Exception gone : List.of(
                new EofException("Closed"),
                new IOException("Broken pipe"),
                new RuntimeException(new IOException("Connection reset by peer")),
                new AsyncRequestNotUsableException("gone"))) {
            var response = new MockHttpServletResponse();
            refusals.answer(gone, new MockHttpServletRequest(), response);
            assertThat(response.getContentAsByteArray()).isEmpty();
        }

        assertThat(output.getAll()).doesNotContain("ERROR", "WARN");
    }

    @Test
    void answersInTheLanguageOfTheRequest() {
        var english = buyer.get("/api/v1/nothing");
        var korean = buyer.language("fr, ko-KR;q=0.9, en;q=0.5").get("/api/v1/nothing");
        var neither = buyer.language("fr").get("/api/v1/nothing");

        assertThat(english.body().path("title").asString()).isEqualTo("Nothing here");
        assertThat(korean.body().path("title").asString()).isEqualTo("아무것도 없어요");
        assertThat(korean.header("Content-Language")).isEqualTo("ko");
        assertThat(korean.headers().allValues("Vary")).contains("Accept-Language");
        assertThat(neither.header("Content-Language")).isEqualTo("en");
        assertThat(english.body().path("code")).isEqualTo(korean.body().path("code"));
    }

    @Test
    void describesTheProblemAsRfc9457Wants() {
        var problem = buyer.get("/api/v1/nothing").body();

        assertThat(problem.propertyNames()).containsExactly("type", "title", "status", "detail", "code");
        assertThat(problem.path("type").asString()).isEqualTo("urn:frontrow:problem:not-found");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
    }
}
