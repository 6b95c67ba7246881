package dev.frontrow.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient;
import dev.frontrow.OperatorsInvited;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.roles.FactorSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "frontrow.operators.second-factor=required")
class RequiredSecondFactorTest extends ServerTest {

    private static final String FACTOR = "/api/v1/operator/second-factor";

    @Test
    void withoutOneAnOperatorCanOnlySetOneUp() {
        ApiClient operator = api().asOperator();
        operator.get("/api/v1/operator/nodes").expectProblem(403, "forbidden");
        assertThat(operator.get(FACTOR).expect(200).body().path("required").asBoolean())
                .isTrue();
        byte[] secret = OperatorsInvited.bytes(
                operator.post(FACTOR).expect(201).body().path("secret").asString());
        operator.get("/api/v1/operator/nodes").expectProblem(403, "forbidden");

        operator.post(FACTOR + "/confirmation", Map.of("code", Totp.code(secret, clock().instant())))
                .expect(200);

        operator.get("/api/v1/operator/nodes").expect(200);
    }

    @Test
    void rejectsAnotherWord() {
        assertThatThrownBy(() -> new FactorSettings("maybe")).hasMessageContaining("optional or required");
    }
}
