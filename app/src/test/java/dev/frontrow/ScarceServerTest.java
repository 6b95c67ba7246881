package dev.frontrow;

import org.springframework.test.context.TestPropertySource;

/// A server with few shared resources, so that a test can use them up. A fan's sockets may come from any address
/// of 127.0.0.0/8.
@TestPropertySource(
        properties = {
            "frontrow.web.connections-max=40",
            "frontrow.web.slow.head-time-max=PT1S",
            "frontrow.web.slow.answer-time-max=PT1S",
            "frontrow.reservation.seat-streams-max=8"
        })
public abstract class ScarceServerTest extends ServerTest {}
