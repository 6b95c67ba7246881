package dev.frontrow.audit;

import java.time.LocalDate;

/// The last entry of a day in UTC. Who notes it can tell later that no entry up to it was changed.
///
/// @param hash in hex
record AuditHead(LocalDate day, long sequence, String hash) {}
