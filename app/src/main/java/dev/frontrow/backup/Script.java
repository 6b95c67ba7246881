package dev.frontrow.backup;

/// A script that has made or changed tables.
///
/// @param checksum Flyway's, of the script's lines
public record Script(String module, String version, int checksum) {}
