package dev.frontrow.database;

/// Role names of the embedded database.
final class RoleNames {

    static final String SUPERUSER = "postgres";

    /// The name of the application's database, and of the role that owns it and its tables.
    static final String OWNER = "frontrow";

    /// The role the application uses.
    static final String SERVER = "frontrow_server";

    private RoleNames() {}
}
