package dev.frontrow.catalog.about;

/// How far a concert has come.
public enum ConcertState {
    /// Only operators see it.
    DRAFT,
    PUBLISHED,
    /// Nothing of it is sold any more.
    CANCELLED
}
