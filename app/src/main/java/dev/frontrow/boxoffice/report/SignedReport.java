package dev.frontrow.boxoffice.report;

import tools.jackson.databind.JsonNode;

/// A report with the signature of its canonical text.
record SignedReport(JsonNode report, ReportSignature signature) {

    /// @param publicKey in base64, as X.509 writes it
    /// @param value     in base64
    record ReportSignature(String algorithm, String publicKey, String value) {}
}
