package dev.frontrow.database;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The role that the server works as, if it is another than the owner of the tables and cannot become the owner:
/// then it has only the rights that it was given.
///
/// @param quotedName as it stands in SQL
public record ServerRole(String quotedName) {

    /// Empty if the server's role is the owner, may act as the owner, or may do everything.
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
