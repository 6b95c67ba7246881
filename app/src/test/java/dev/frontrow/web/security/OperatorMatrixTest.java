package dev.frontrow.web.security;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.identity.roles.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Who may call what of the operators' API, for every call of the OpenAPI document, tried over HTTP by everybody. A new
/// call is refused to all, and fails here, until [OperatorCalls] has it.
class OperatorMatrixTest extends ServerTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "box-office.md");
    private static final String BEGIN = "<!-- matrix:begin -->\n";
    private static final String END = "<!-- matrix:end -->\n";
    private static final String REWRITE = "mvn -pl app test -Dtest=OperatorMatrixTest -Dfrontrow.write-docs=true";

    /// What no handler can answer, so that no call has an effect. Security decides before it is noticed.
    private static final String UNANSWERABLE = "application/xml";

    private static final Comparator<OperatorCalls.Call> ORDER =
            Comparator.comparing(OperatorCalls.Call::path).thenComparing(OperatorCalls.Call::method);

    @Autowired
    private Operators operators;

    private final Map<OperatorRole, ApiClient> byRole = new EnumMap<>(OperatorRole.class);

    @BeforeEach
    void signIn() {
        for (OperatorRole role : OperatorRole.values()) {
            byRole.put(role, api().bearer(operators.make(role).accessToken()));
        }
    }

    private Set<OperatorCalls.Call> calls() {
        Set<OperatorCalls.Call> calls = new TreeSet<>(ORDER);
        api().get("/v3/api-docs").expect(200).body().path("paths").forEachEntry((path, methods) -> {
            if (path.startsWith("/api/v1/operator/")) {
                methods.forEachEntry(
                        (method, _) -> calls.add(new OperatorCalls.Call(method.toUpperCase(Locale.ROOT), path)));
            }
        });
        return calls;
    }

    @Test
    void everyCallNeedsOneRight() {
        assertThat(OperatorCalls.RIGHTS.keySet()).containsExactlyInAnyOrderElementsOf(calls());
    }

    @TestFactory
    Stream<DynamicTest> isOpenToThoseWithTheRightOnly() {
        ApiClient buyer = newBuyer();
        return calls().stream()
                .map(call -> DynamicTest.dynamicTest(call.method() + " " + call.path(), () -> {
                    assertThat(sent(api(), call)).as("nobody").isEqualTo(401);
                    assertThat(sent(buyer, call)).as("a buyer").isEqualTo(403);
                    byRole.forEach((role, client) -> {
                        int status = sent(client, call);
                        if (role.may(Objects.requireNonNull(OperatorCalls.RIGHTS.get(call)))) {
                            assertThat(status).as(role.name()).isNotIn(401, 403);
                        } else {
                            assertThat(status).as(role.name()).isEqualTo(403);
                        }
                    });
                }));
    }

    private static int sent(ApiClient client, OperatorCalls.Call call) {
        return client.with("Accept", UNANSWERABLE)
                .send(call.method(), call.path().replaceAll("\\{[^}]+}", "1"), null)
                .status();
    }

    @Test
    void documentHasTheMatrix() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        assertThat(begin).as("the markers of the table").isNotNegative().isLessThan(end);
        String written = document.substring(0, begin + BEGIN.length()) + table() + document.substring(end);

        if (Boolean.getBoolean("frontrow.write-docs")) {
            Files.writeString(DOCUMENT, written);
            return;
        }

        assertThat(document)
                .as("who may call what has changed; if that is meant, rewrite the table with: %s", REWRITE)
                .isEqualTo(written);
    }

    private String table() {
        List<OperatorRole> roles = List.of(OperatorRole.values());
        String head = "| call | right | " + roles.stream().map(Enum::name).collect(joining(" | ")) + " |\n|---|---"
                + "|---".repeat(roles.size()) + "|\n";
        return head
                + calls().stream()
                        .map(call -> {
                            Right right = Objects.requireNonNull(OperatorCalls.RIGHTS.get(call));
                            String cells = roles.stream()
                                    .map(role -> role.may(right) ? "yes" : "")
                                    .collect(joining(" | "));
                            return "| `" + call.method() + " " + call.path().replace("/api/v1/operator", "…") + "` | "
                                    + right + " | " + cells + " |\n";
                        })
                        .collect(joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/operator//nodes", "/api/v1/operator/nodes/", "/api/v1/operator/%6eodes", "/office"})
    void noSpellingGetsAround(String path) {
        assertThat(newBuyer().get(path).status()).isIn(400, 403, 404);
    }

    @Test
    void unknownCallsAreUnknownToOperatorsToo() {
        Objects.requireNonNull(byRole.get(OperatorRole.OWNER))
                .get("/api/v1/operator/nothing")
                .expectProblem(404, "not-found");
    }

    @Test
    void ownerMayDoEverythingAndAnAuditorChangesNothing() {
        assertThat(OperatorRole.OWNER.rights()).containsExactlyInAnyOrder(Right.values());
        assertThat(OperatorCalls.RIGHTS.entrySet())
                .filteredOn(entry -> !entry.getKey().method().equals("GET"))
                .filteredOn(entry -> entry.getValue() != Right.OWN_ACCOUNT)
                .noneMatch(entry -> OperatorRole.AUDITOR.may(entry.getValue()))
                .noneMatch(entry -> OperatorRole.SUPPORT.may(entry.getValue()));
        assertThat(Arrays.stream(OperatorRole.values()).filter(role -> role.may(Right.EDIT_PEOPLE)))
                .containsExactly(OperatorRole.OWNER);
    }

    @Test
    void firstOperatorIsAnOwner() {
        api().asOperator().get("/api/v1/operator/audit?limit=1").expect(200);
        assertThat(owner().sql("""
                        select o.role
                        from identity.operator o
                        join identity.buyer using (buyer_id)
                        where username = 'operator'
                        """).query(String.class).single()).isEqualTo("OWNER");
    }
}
