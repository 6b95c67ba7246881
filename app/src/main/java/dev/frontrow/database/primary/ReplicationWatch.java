package dev.frontrow.database.primary;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// Warns of a primary that does not wait for its standbys: after a fail-over the last answers may be untrue. It looks
/// again every minute, because a fail-over changes the server and with it the settings. Not thread-safe.
final class ReplicationWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicationWatch.class);
    private static final int LOOK_EVERY_MILLIS = 60_000;
    private static final String HELP = " See docs/cluster.md, \"When PostgreSQL fails over\".";

    /// What any role may know of it. Backups are no standbys.
    private record Settings(long standbys, String waitsFor, String commit) {}

    private final JdbcClient jdbc;
    private final boolean hasSeveralHosts;
    private @Nullable String told;

    ReplicationWatch(JdbcClient jdbc, Primary primary) {
        this.jdbc = jdbc;
        this.hasSeveralHosts = primary.isOneOfSeveral();
    }

    /// Tells of what has changed.
    @Scheduled(fixedDelay = LOOK_EVERY_MILLIS)
    void look() {
        try {
            String warning = warning().orElse(null);
            if (warning != null && !warning.equals(told)) {
                LOG.warn("{}", warning);
            } else if (warning == null && told != null) {
                LOG.info("PostgreSQL waits for a standby with each commit now");
            }
            told = warning;
        } catch (DataAccessException away) {
            LOG.debug("The settings of replication could not be read", away);
        }
    }

    /// What is wrong, in one line.
    Optional<String> warning() {
        Settings now = jdbc.sql("""
                        select (select count(*) from pg_stat_replication where application_name not like 'pg\\_%')
                                   as standbys,
                               current_setting('synchronous_standby_names') as names,
                               current_setting('synchronous_commit') as commit
                        """)
                .query((row, _) ->
                        new Settings(row.getLong("standbys"), row.getString("names"), row.getString("commit")))
                .single();
        if (now.standbys() == 0 && !hasSeveralHosts) {
            return Optional.empty();
        }
        if (now.waitsFor().isBlank()) {
            return Optional.of("PostgreSQL waits for no standby before it answers: a fail-over may lose what fans were"
                    + " told was theirs. Set synchronous_standby_names." + HELP);
        }
        return switch (now.commit()) {
            case "off", "local" ->
                Optional.of("synchronous_commit is " + now.commit() + ": a fail-over may lose what fans were told was"
                        + " theirs. Set it to on." + HELP);
            default -> Optional.empty();
        };
    }
}
