package dev.frontrow;

import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.roles.OperatorRole;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes operators of every role, without the cost of an invitation.
@TestComponent
public class Operators {

    public record Made(UUID id, String username, OperatorRole role, String accessToken) {}

    private final JdbcClient jdbc;
    private final AccessTokens accessTokens;

    Operators(JdbcClient jdbc, AccessTokens accessTokens) {
        this.jdbc = jdbc;
        this.accessTokens = accessTokens;
    }

    public Made make(OperatorRole role) {
        UUID id = UUID.randomUUID();
        String username = "op-" + id.toString().substring(0, 13);
        jdbc.sql("insert into identity.buyer (buyer_id, username, role) values (:id, :username, 'OPERATOR')")
                .param("id", id)
                .param("username", username)
                .update();
        jdbc.sql("insert into identity.operator (buyer_id, role) values (:id, :role)")
                .param("id", id)
                .param("role", role.name())
                .update();
        return new Made(
                id, username, role, accessTokens.issue(id, Role.OPERATOR).value());
    }

    public void become(Made operator, OperatorRole role) {
        jdbc.sql("update identity.operator set role = :role where buyer_id = :id")
                .param("id", operator.id())
                .param("role", role.name())
                .update();
    }

    public void go(Made operator) {
        jdbc.sql("update identity.operator set active = false where buyer_id = :id")
                .param("id", operator.id())
                .update();
    }
}
