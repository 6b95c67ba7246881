package dev.frontrow.database;

/// SQL that sets up the embedded database's roles, whatever their state was; one statement per line, as
/// single-user mode requires.
final class Roles {

    private static final String UNPRIVILEGED = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls";

    private static final String MEND = """
            do $$ begin \
            if not exists (select from pg_roles where rolname = '%2$s') then create role %2$s; end if; \
            if not exists (select from pg_roles where rolname = '%3$s') then create role %3$s; end if; \
            end $$
            revoke %2$s, %1$s from %3$s
            alter role %1$s with login superuser password '%4$s'
            alter role %2$s with %7$s password '%5$s'
            alter role %3$s with %7$s password '%6$s'
            """;

    private static final String CREATE = "create database %1$s owner %1$s\n";

    /// Other roles may not use these databases, not even for temporary tables.
    private static final String CLOSE = """
            revoke all on database %1$s, %2$s, template1 from public
            grant connect on database %1$s to %3$s
            """;

    private Roles() {}

    /// For a server without the application's database.
    static String created(Passwords passwords) {
        return mend(passwords) + CREATE.formatted(RoleNames.OWNER) + close();
    }

    /// For a server that has the application's database.
    static String mended(Passwords passwords) {
        return mend(passwords) + close();
    }

    private static String mend(Passwords passwords) {
        return MEND.formatted(
                RoleNames.SUPERUSER,
                RoleNames.OWNER,
                RoleNames.SERVER,
                passwords.superuser(),
                passwords.owner(),
                passwords.server(),
                UNPRIVILEGED);
    }

    private static String close() {
        return CLOSE.formatted(RoleNames.OWNER, RoleNames.SUPERUSER, RoleNames.SERVER);
    }
}
