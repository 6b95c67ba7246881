package dev.frontrow.database;

/// Address and credentials of the application's database. `toString` hides the password.
public record DatabaseLogin(String url, String username, String password) {

    @Override
    public String toString() {
        return username + " at " + url;
    }
}
