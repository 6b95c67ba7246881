package dev.frontrow.idempotency;

import java.util.Map;

/// The first answers to a buyer's commands, for their owner. They are deleted by themselves.
public final class AnswersOfBuyer {

    private AnswersOfBuyer() {}

    /// For each part of an export the statement that reads it, with the parameter `buyerId`.
    public static Map<String, String> exports() {
        return Map.of("answers", """
                select key, status, body, answered_at
                from idempotency.answer
                where buyer_id = :buyerId
                order by answered_at, key
                """);
    }
}
