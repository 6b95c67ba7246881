package dev.frontrow;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/// A test against the whole server, with the audit of all that is stored after each method.
public abstract class AuditedTest extends ServerTest {

    @Autowired
    private DataSource auditedSource;

    @AfterEach
    void audit() {
        new Audit(auditedSource).findsNoContradiction(clock().instant());
    }
}
