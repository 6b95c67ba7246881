package dev.frontrow.payment.refund;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// An operator who gives money back.
public record RefundDesk(ApiClient api) {

    static final String REASON = "Audit-Reason";

    public RefundDesk(ApiClient api) {
        this.api = api.with(REASON, "%EC%95%84%ED%8C%8C%EC%9A%94");
    }

    /// What a fan has paid: an order of these seats.
    public record Bought(Fan fan, JsonNode payment) {

        static Bought by(Fan fan, String... seats) {
            fan.topsUp(2_000_000).expect(201);
            fan.joinsAndEnters().holds(seats).expect(201);
            return paid(fan);
        }

        static Bought in(Fan fan, String area, int places) {
            fan.topsUp(2_000_000).expect(201);
            fan.joinsAndEnters().holdsIn(area, places).expect(201);
            return paid(fan);
        }

        private static Bought paid(Fan fan) {
            return new Bought(
                    fan, fan.pays(UUID.randomUUID().toString()).expect(201).body());
        }

        String paymentId() {
            return payment.path("paymentId").asString();
        }

        String ticket(int index) {
            return payment.path("tickets").path(index).path("ticketId").asString();
        }

        JsonNode order() {
            return fan.api().get("/api/v1/payments/" + paymentId()).expect(200).body();
        }

        List<String> ticketStatuses() {
            List<String> statuses = new ArrayList<>();
            order().path("tickets")
                    .forEach(ticket -> statuses.add(ticket.path("status").asString()));
            return statuses;
        }
    }

    static String refunds(String paymentId) {
        return "/api/v1/operator/orders/" + paymentId + "/refunds";
    }

    Answer refunds(Bought bought, String key, Map<String, ?> form) {
        Map<String, Object> whole = new HashMap<>(Map.of("seats", "AT_ONCE"));
        whole.putAll(form);
        return api.idempotencyKey(key).post(refunds(bought.paymentId()), whole);
    }

    /// With a new key.
    Answer refunds(Bought bought, Map<String, ?> form) {
        return refunds(bought, UUID.randomUUID().toString(), form);
    }

    Answer refunds(Bought bought, Map<String, ?> terms, String... tickets) {
        Map<String, Object> form = new HashMap<>(terms);
        form.put("tickets", List.of(tickets));
        return refunds(bought, form);
    }

    Answer approves(Bought bought, JsonNode refund) {
        return does("approval", bought, refund);
    }

    Answer withdraws(Bought bought, JsonNode refund) {
        return does("withdrawal", bought, refund);
    }

    Answer declines(Bought bought, JsonNode refund) {
        return does("refusal", bought, refund);
    }

    private Answer does(String what, Bought bought, JsonNode refund) {
        String path =
                refunds(bought.paymentId()) + "/" + refund.path("refundId").asString() + "/" + what;
        return api.idempotencyKey(UUID.randomUUID().toString()).post(path);
    }

    List<JsonNode> of(Bought bought) {
        List<JsonNode> all = new ArrayList<>();
        api.get(refunds(bought.paymentId())).expect(200).body().path("refunds").forEach(all::add);
        return all;
    }
}
