package dev.frontrow.identity;

/// Tells which sessions were ended before their tokens expired. It is asked with every request and never waits.
@FunctionalInterface
interface SessionEndings {

    boolean isOver(Session session);
}
