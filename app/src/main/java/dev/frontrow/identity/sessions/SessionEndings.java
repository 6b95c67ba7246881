package dev.frontrow.identity.sessions;

/// Tells which sessions were ended before their tokens expired. It is asked with every request and never waits.
@FunctionalInterface
public interface SessionEndings {

    boolean isOver(Session session);
}
