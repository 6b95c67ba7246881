package dev.frontrow.database;

/// Where the application's database is and how to log in to it; the password never shows in `toString`.
public record DatabaseLogin(String url, String username, String password) {

    @Override
    public String toString() {
        return username + " at " + url;
    }
}
