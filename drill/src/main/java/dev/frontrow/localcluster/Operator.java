package dev.frontrow.localcluster;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.settings.CommandSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;

/// How the operator signs in, told once: nodes write what they print into their logs, where no password belongs.
///
/// @param environment of the first node
/// @param told        the line for the user
record Operator(Map<String, String> environment, String told) {

    private static final String PASSWORD = "FRONTROW_OPERATOR_PASSWORD";
    private static final int GENERATED_BYTES = 15;

    /// @param owner      the login of the owner of the tables, which may be missing yet
    /// @param configured the settings of this process
    static Operator of(DatabaseLogin owner, CommandSettings configured) throws IOException {
        String given = configured.text("FRONTROW_OPERATOR_NAME");
        String name = given.isEmpty() ? "operator" : given;
        if (!configured.text(PASSWORD).isEmpty()) {
            return new Operator(Map.of(), "Operator sign-in: " + name + " with the password of " + PASSWORD);
        }
        if (exists(owner)) {
            return new Operator(
                    Map.of(),
                    "Operator sign-in: " + name + " with the password of the first start; " + PASSWORD
                            + " sets another");
        }
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new Operator(
                Map.of(PASSWORD, password),
                "Operator sign-in: " + name + " / " + password + "   (shown only once; " + PASSWORD + " sets another)");
    }

    private static boolean exists(DatabaseLogin owner) throws IOException {
        try (var connection = DriverManager.getConnection(owner.url(), owner.username(), owner.password());
                var statement = connection.createStatement()) {
            return isTrue(statement.executeQuery("select to_regclass('identity.buyer') is not null"))
                    && isTrue(statement.executeQuery(
                            "select exists (select from identity.buyer where role = 'OPERATOR')"));
        } catch (SQLException e) {
            throw new IOException("The database cannot be asked: " + e.getMessage(), e);
        }
    }

    private static boolean isTrue(java.sql.ResultSet row) throws SQLException {
        return row.next() && row.getBoolean(1);
    }
}
