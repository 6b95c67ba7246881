package dev.frontrow.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the audit log has about one account, for its owner. It does not tell them which operators they were.
public final class AuditOfPerson {

    private AuditOfPerson() {}

    /// For each part of an export the statement that reads it, with the parameter `buyerId`.
    public static Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("doneAboutAccount", """
                select action, at, role
                from audit.entry
                where subject = 'buyer ' || :buyerId
                order by sequence
                """);
        exports.put("doneAsOperator", """
                select action, subject, at, actor, role, address, reason
                from audit.entry
                where actor_id = :buyerId
                order by sequence
                """);
        return exports;
    }
}
