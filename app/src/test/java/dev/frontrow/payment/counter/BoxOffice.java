package dev.frontrow.payment.counter;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// An operator who sells tickets of a stage.
public record BoxOffice(ApiClient api, Stage stage) {

    private static final String WITH_REASON = "Audit-Reason";

    public BoxOffice(ApiClient api, Stage stage) {
        this.api = api.with(WITH_REASON, "%EB%A7%A4%ED%91%9C%EC%86%8C");
        this.stage = stage;
    }

    String sales() {
        return "/api/v1/operator/performances/" + stage.performanceId() + "/sales";
    }

    Answer sells(String key, Map<String, ?> form) {
        return api.idempotencyKey(key).post(sales(), form);
    }

    /// With a new key.
    public Answer sells(Map<String, ?> form) {
        return sells(UUID.randomUUID().toString(), form);
    }

    /// For this method, with a new key.
    public Answer sells(String method, List<String> seats) {
        return sells(Map.of("method", method, "seats", seats));
    }

    Answer sellsPlaces(String area, int quantity) {
        return sells(Map.of("method", "CASH", "areas", List.of(Map.of("area", area, "quantity", quantity))));
    }

    Answer refunds(JsonNode sale, Map<String, ?> form) {
        Map<String, Object> whole = new HashMap<>(Map.of("seats", "AT_ONCE"));
        whole.putAll(form);
        return api.idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/operator/orders/" + sale.path("paymentId").asString() + "/refunds", whole);
    }
}
