package dev.frontrow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OPTIONS lists the methods of a path for everybody, if no other site is allowed.
class OptionsTest extends ServerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/concerts                   | 204 | GET, HEAD, OPTIONS
            /api/v1/holds                      | 204 | POST, OPTIONS
            /api/v1/operator/concerts          | 204 | GET, HEAD, POST, OPTIONS
            /api/v1/buyers/me/balance          | 204 | GET, HEAD, OPTIONS
            /api/v1/nothing                    | 404 | ''
            /api                               | 404 | ''
            /                                  | 204 | GET, HEAD, OPTIONS
            /sign-in                           | 204 | GET, HEAD, POST, OPTIONS
            /tickets                           | 204 | GET, HEAD, OPTIONS
            /wallet/top-ups                    | 204 | POST, OPTIONS
            /checkout/x/pay                    | 204 | POST, OPTIONS
            /actuator/health                   | 204 | GET, HEAD, OPTIONS
            /nothing                           | 404 | ''
            """)
    void areToldWhoeverAsks(String path, int status, String methods) {
        for (var client : new ApiClient[] {api(), newBuyer(), api().bearer("x")}) {
            Answer answer = client.send("OPTIONS", path, null);
            // The effect of a bad token on pages is not tested here.
            assertThat(answer.status()).as(path).isIn(status, path.startsWith("/api/") || status == 204 ? status : 401);
            assertThat(answer.header("Allow")).as(path).isEqualTo(methods);
        }
    }

    @Test
    void allowNothingToOtherSitesWhereNoneIsNamed() {
        Answer beforehand = api().with("Origin", "https://shop.example")
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization")
                .send("OPTIONS", "/api/v1/holds", null)
                .expect(204);
        Answer answer = api().with("Origin", "https://shop.example")
                .get("/api/v1/concerts")
                .expect(200);

        assertThat(beforehand.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }
}
