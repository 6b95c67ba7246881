package dev.frontrow.news;

import java.time.Instant;

/// A row of `news.item`.
///
/// @param xid    the transaction that made it
/// @param madeAt by the database's clock, a little before its commit
record NewsItem(long id, long xid, Instant madeAt, Message message) {}
