package dev.frontrow.boxoffice.report;

import dev.frontrow.boxoffice.report.ReportKeys.ReportKey;
import dev.frontrow.boxoffice.report.SignedReport.ReportSignature;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signs reports by their canonical text. Thread-safe.
@Component
class Signer {

    private final ReportKeys keys;
    private final JsonMapper json;

    Signer(ReportKeys keys, JsonMapper json) {
        this.keys = keys;
        this.json = json;
    }

    SignedReport sign(SaleReport report) {
        // Through the text, so that what is signed is what is sent: times as texts, and nothing that is absent.
        JsonNode tree = json.readTree(json.writeValueAsString(report));
        ReportKey key = keys.key();
        String value = key.sign(CanonicalJson.of(tree).getBytes(StandardCharsets.UTF_8));
        return new SignedReport(tree, new ReportSignature(ReportKeys.ALGORITHM, key.publicKey(), value));
    }

    String publicKey() {
        return keys.key().publicKey();
    }
}
