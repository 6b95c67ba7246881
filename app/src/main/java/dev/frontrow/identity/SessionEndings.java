package dev.frontrow.identity;

/// Which sessions were ended though the time of their tokens is not over. Asked with every request: it never waits.
@FunctionalInterface
interface SessionEndings {

    boolean isOver(Session session);
}
