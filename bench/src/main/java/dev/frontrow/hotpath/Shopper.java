package dev.frontrow.hotpath;

/// A buyer with a place in a line.
record Shopper(long concertId, String accessToken, String queueToken) {}
