package dev.frontrow.database;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The server's role, if it is neither the owner of the tables nor able to become it: then it has only the rights
/// granted to it.
///
/// @param quotedName quoted for use in SQL
public record ServerRole(String quotedName) {

    /// Empty if the server's role is the owner, can act as the owner, or is a superuser.
    public static Optional<ServerRole> besideOwner(DataSource owner, DataSource server) {
        String owning = JdbcClient.create(owner)
                .sql("select session_user")
                .query(String.class)
                .single();
        return JdbcClient.create(server)
                .sql("""
                        select quote_ident(session_user)
                        where not pg_has_role(session_user, :owner, 'MEMBER')
                        """)
                .param("owner", owning)
                .query(String.class)
                .optional()
                .map(ServerRole::new);
    }
}
