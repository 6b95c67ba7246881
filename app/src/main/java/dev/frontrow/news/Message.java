package dev.frontrow.news;

import java.nio.charset.StandardCharsets;

/// What is told.
///
/// @param topic   decides who hears it
/// @param subject what it is about, such as the id of a concert
record Message(String topic, long subject, byte[] body) {

    static final int TOPIC_BYTES_MAX = 40;
    static final int BODY_BYTES_MAX = 65_536;

    Message {
        int topicBytes = topic.getBytes(StandardCharsets.UTF_8).length;
        if (topicBytes < 1 || topicBytes > TOPIC_BYTES_MAX) {
            throw new IllegalArgumentException("a topic has 1 to " + TOPIC_BYTES_MAX + " bytes, not " + topicBytes);
        }
        if (body.length > BODY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "news have at most %d bytes, not %d".formatted(BODY_BYTES_MAX, body.length));
        }
    }
}
