package dev.frontrow.database;

/// The roles of the PostgreSQL in the data folder.
final class RoleNames {

    static final String SUPERUSER = "postgres";

    /// The application's database, and the role that owns it and its tables.
    static final String OWNER = "frontrow";

    /// The role that the server works as.
    static final String SERVER = "frontrow_server";

    private RoleNames() {}
}
