package dev.frontrow;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the server's role may do in the database, tried as that role. An attacker with the server's connection
/// can do no more than this.
class RightsTest extends ServerTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "database.md");
    private static final String BEGIN = "<!-- rights:begin -->\n";
    private static final String END = "<!-- rights:end -->\n";
    private static final String REWRITE = "mvn -pl app test -Dtest=RightsTest -Dfrontrow.write-docs=true";

    private static final String RIGHTS = """
            with granted as (
                select c.oid, null::name as attname, a.grantee, a.privilege_type
                from pg_class c cross join lateral aclexplode(c.relacl) a
                union all
                select t.attrelid, t.attname, a.grantee, a.privilege_type
                from pg_attribute t cross join lateral aclexplode(t.attacl) a)
            select '`' || n.nspname || '.' || c.relname || '`' as name,
                   coalesce(string_agg('yes', '') filter (where g.privilege_type = 'SELECT'), ''),
                   coalesce(string_agg('yes', '') filter (where g.privilege_type = 'INSERT'), ''),
                   coalesce(string_agg(coalesce(g.attname, 'all'), ', ' order by g.attname)
                       filter (where g.privilege_type = 'UPDATE'), ''),
                   coalesce(string_agg('yes', '') filter (where g.privilege_type = 'DELETE'), '')
            from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                left join granted g on g.oid = c.oid
                    and g.grantee in (0, (select oid from pg_roles where rolname = session_user))
            where c.relkind in ('r', 'p', 'v', 'm')
                and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            group by n.nspname, c.relname
            order by n.nspname collate "C", c.relname collate "C"
            """;

    private static final String PERMISSION_DENIED = "42501";

    @Autowired
    private JdbcClient server;

    @Autowired
    private ModuleMigrations migrations;

    @Autowired
    private Flyway flyway;

    /// By default the server may read a new table and insert into it. All other rights must be granted
    /// deliberately; the table in the document shows them.
    @Test
    void rightsAreThoseOfTheDocument() throws IOException {
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
                .as("the rights in docs/database.md are others; if these are meant, rewrite it with: %s", REWRITE)
                .isEqualTo(written);
    }

    private String table() {
        return "| table | the server reads | adds | changes | deletes |\n|---|---|---|---|---|\n"
                + server
                        .sql(RIGHTS)
                        .query((row, _) -> Stream.of(1, 2, 3, 4, 5)
                                .map(column -> cell(row, column))
                                .collect(joining(" | ", "| ", " |\n")))
                        .list()
                        .stream()
                        .collect(joining());
    }

    private static String cell(ResultSet row, int column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noOtherRightsThanTheseFourAreGiven() {
        assertThat(server.sql("""
                                select distinct a.privilege_type
                                from pg_class c cross join lateral aclexplode(c.relacl) a
                                where c.relkind in ('r', 'p', 'v') and a.grantee in (0, :server::regrole)
                                    and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
                                """).param("server", role()).query(String.class).list())
                .containsExactlyInAnyOrder("SELECT", "INSERT", "DELETE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncate %s",
                "truncate %s cascade",
                "drop table %s cascade",
                "alter table %s add column more text",
                "alter table %s disable trigger all",
                "alter table %s owner to current_user",
                "alter table %s rename to gone",
                "alter table %s set schema public",
                "create index on %s ((1))",
                "create trigger mine before insert on %s execute function suppress_redundant_updates_trigger()",
                "create rule mine as on insert to %s do instead nothing",
                "create policy mine on %s",
                "comment on table %s is 'mine'"
            })
    void noTableCanBeAlteredEmptiedOrDropped(String statement) {
        assertThat(tables()).hasSizeGreaterThan(15).allSatisfy(table -> refused(statement.formatted(table)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wallet.transfer",
                "payment.payment",
                "payment.refunded_ticket",
                "catalog.seat",
                "public.flyway_schema_history_wallet"
            })
    void whatWasPromisedOrPaidIsNeverChangedNorDeleted(String table) {
        String column = owner().sql(
                        "select attname from pg_attribute where attrelid = :table::regclass and attnum > 0 and attidentity = '' limit 1")
                .param("table", table)
                .query(String.class)
                .single();

        refused("delete from " + table);
        refused("update %s set %s = %s".formatted(table, column, column));
        refused("merge into %s t using (select 1) s on false when matched then delete".formatted(table));
        refused("select * from %s for update".formatted(table));
    }

    @ParameterizedTest
    @CsvSource({
        "wallet.account, currency",
        "wallet.account, kind",
        "wallet.account, buyer_id",
        "reservation.hold, buyer_id",
        "reservation.hold, amounts_minor",
        "reservation.hold, total_minor",
        "reservation.seat, price_level",
        "catalog.concert, currency",
        "catalog.concert, time_zone",
        "catalog.concert, created_at",
        "catalog.price_level, name",
        "catalog.performance, concert_id",
        "catalog.performance, venue_version",
        "reservation.ticket, buyer_id",
        "reservation.ticket, hold_id",
        "payment.refund, amount_minor",
        "payment.refund, tickets",
        "payment.refund, requested_by",
        "payment.refund, reason",
        "waitingroom.place, buyer_id",
        "waitingroom.place, number",
        "waitingroom.place, joined_at",
        "waitingroom.draw, commitment",
        "waitingroom.draw, secret",
        "waitingroom.draw, beacon_source",
        "waitingroom.admission_minute, minute",
        "waitingroom.access_code, uses_max",
        "identity.buyer, role",
        "idempotency.answer, body",
        "idempotency.answer, fingerprint"
    })
    void whatNamesARowOrWasPromisedInItStaysAsItIs(String table, String column) {
        refused("update %s set %s = %s".formatted(table, column, column));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wallet.account",
                "reservation.hold",
                "reservation.seat",
                "reservation.ticket",
                "payment.refund",
                "reservation.allowance",
                "waitingroom.room",
                "waitingroom.lane",
                "waitingroom.place",
                "waitingroom.access_code",
                "waitingroom.draw",
                "identity.buyer"
            })
    void whatHasAStateIsNeverDeleted(String table) {
        refused("delete from " + table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set session_replication_role = replica",
                "set role frontrow",
                "set role postgres",
                "set session authorization frontrow",
                "alter role current_user superuser",
                "alter role current_user createrole",
                "alter role frontrow password 'mine'",
                "alter role postgres password 'mine'",
                "create role intruder",
                "grant frontrow to current_user",
                "create database another",
                "create schema mine",
                "create table public.mine (n int)",
                "create table wallet.mine (n int)",
                "create temporary table mine (n int)",
                "create view wallet.mine as select 1",
                "create function public.mine() returns int language sql as 'select 1'",
                "create or replace function wallet.refuse_change() returns trigger language plpgsql as 'begin return null; end'",
                "drop function wallet.refuse_change() cascade",
                "alter function wallet.refuse_change() owner to current_user",
                "drop trigger transfer_is_immutable on wallet.transfer",
                "drop view wallet.ledger_entry",
                "drop schema wallet cascade",
                "alter schema wallet rename to gone",
                "drop sequence reservation.seat_version",
                "select setval('reservation.seat_version', 1)",
                "select setval(pg_get_serial_sequence('wallet.transfer', 'sequence'), 1)",
                "create extension pg_trgm",
                "create language plperlu",
                "copy (select 1) to program 'true'",
                "copy (select 1) to '/tmp/mine'",
                "copy wallet.transfer from program 'true'",
                "select pg_read_file('/etc/passwd')",
                "select pg_ls_dir('/')",
                "select lo_import('/etc/passwd')",
                "select rolpassword from pg_authid",
                "select * from public.flyway_schema_history_wallet",
                "select pg_reload_conf()",
                "select pg_switch_wal()",
                "alter system set fsync = off",
                "alter table wallet.transfer disable trigger transfer_is_immutable"
            })
    void nothingBeyondItsTablesIsOpenToTheServersRole(String statement) {
        refused(statement);
    }

    /// The role has no way to gain rights from more powerful roles.
    @Test
    void isNeitherPrivilegedNorAMemberOfAnybody() {
        assertThat(server.sql("""
                                select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
                                    or exists (select from pg_auth_members where member = r.oid)
                                    or exists (select from pg_class where relowner = r.oid)
                                from pg_roles r
                                where rolname = session_user
                                """).query(Boolean.class).single()).isFalse();
    }

    /// A table as a future migration would create it, without grants or with too many of them.
    @ParameterizedTest
    @ValueSource(strings = {"", "grant all on wallet.later to %s", "grant all on wallet.later to public"})
    void newTableIsReadAndAddedToByRuleAndNothingElse(String grant) {
        owner().sql("create table wallet.later (n int)").update();
        if (!grant.isEmpty()) {
            owner().sql(grant.formatted(role())).update();
        }
        try {
            migrations.migrate(flyway);

            assertThat(privileges("wallet.later")).containsExactlyInAnyOrder("SELECT", "INSERT");
        } finally {
            owner().sql("drop table wallet.later").update();
        }
    }

    /// A node that starts gives all rights anew while others serve.
    @Test
    void rightsNeverLapseWhileTheyAreGivenAnew() {
        var done = new AtomicBoolean();
        var serving = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                server.sql("update wallet.account set balance_minor = balance_minor where false")
                        .update();
            }
        });

        for (int i = 0; i < 5; i++) {
            migrations.migrate(flyway);
        }

        done.set(true);
        assertThat(serving).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void nodesThatStartTogetherMigrateOneAfterTheOther() {
        var starting = Stream.generate(() -> CompletableFuture.runAsync(() -> migrations.migrate(flyway)))
                .limit(4)
                .toList();

        assertThat(starting).allSatisfy(node -> assertThat(node).succeedsWithin(Duration.ofMinutes(2)));
    }

    private List<String> privileges(String table) {
        return server.sql("""
                        select a.privilege_type
                        from pg_class c cross join lateral aclexplode(c.relacl) a
                        where c.oid = :table::regclass and a.grantee in (0, :server::regrole)
                        """)
                .param("table", table)
                .param("server", role())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private String role() {
        return server.sql("select session_user").query(String.class).single();
    }

    private List<String> tables() {
        return server.sql("""
                        select oid::regclass::text
                        from pg_class
                        where relkind in ('r', 'p') and relnamespace::regnamespace::text !~ '^(pg_|information_schema|public)'
                        """).query((row, _) -> row.getString(1)).list();
    }

    private void refused(String statement) {
        assertThatThrownBy(() -> server.sql(statement).update())
                .as(statement)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState())
                                .as("%s: %s", statement, refusal.getMessage())
                                .isEqualTo(PERMISSION_DENIED));
    }
}
