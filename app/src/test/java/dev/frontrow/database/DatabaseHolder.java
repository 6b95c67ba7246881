package dev.frontrow.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Another process with an embedded database, for tests of a killed server. It commits a row, reports it, and
/// waits until it is killed.
final class DatabaseHolder {

    private DatabaseHolder() {}

    static Process holding(Path dataFolder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseHolder.class.getName(),
                        dataFolder.toString(),
                        SharedDatabase.binaries().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("committed")) {
                return process;
            }
        }
        throw new IOException("the other process ended before its database ran");
    }

    /// Must not use [SharedDatabase], which would start another database in this process.
    public static void main(String[] arguments) throws Exception {
        var database = EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]));
        try (var connection = EmbeddedDatabaseTest.connect(database.owner())) {
            connection.createStatement().execute("create table if not exists note (text text)");
            connection.createStatement().execute("insert into note values ('kept')");
        }
        System.out.println("committed");
        Thread.currentThread().join();
    }
}
