package dev.frontrow;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// One valid call of every operation that edits concerts, each of a draft that nobody has edited.
final class EditCalls {

    private static final Set<String> EDITS = Set.of(
            "PATCH /api/v1/operator/concerts/{concertId}",
            "POST /api/v1/operator/concerts/{concertId}/publication",
            "POST /api/v1/operator/concerts/{concertId}/cancellation",
            "POST /api/v1/operator/concerts/{concertId}/copy",
            "PUT /api/v1/operator/concerts/{concertId}/poster",
            "DELETE /api/v1/operator/concerts/{concertId}/poster",
            "POST /api/v1/operator/concerts/{concertId}/performances");

    private EditCalls() {}

    static boolean isEdit(String operation) {
        return EDITS.stream().anyMatch(operation::startsWith) && !operation.endsWith("/waiting-room");
    }

    /// A concert that can be edited in every way.
    static Stage newDraft(ApiClient api, TestClock clock) {
        String opensAt = clock.instant().plus(Duration.ofDays(1)).toString();
        return Stage.with(api, clock, Map.of("draft", true, "opensAt", opensAt));
    }

    static ValidCall ofDraft(ValidCall call, Stage draft) {
        return call.at("concertId", Long.toString(draft.concertId()))
                .at("performanceId", Long.toString(draft.performanceId()));
    }

    static Stream<ValidCall> all(Instant now) {
        return Stream.concat(ofConcerts(now), ofPerformances(now));
    }

    private static Stream<ValidCall> ofConcerts(Instant now) {
        return Stream.of(
                ValidCall.of("GET /api/v1/operator/concerts"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}"),
                ValidCall.of("PATCH /api/v1/operator/concerts/{concertId}").saying(edit(now)),
                ValidCall.of("POST /api/v1/operator/concerts/{concertId}/publication")
                        .saying("{\"version\": 1}"),
                ValidCall.of("POST /api/v1/operator/concerts/{concertId}/cancellation")
                        .saying("{\"version\": 1}"),
                ValidCall.of("POST /api/v1/operator/concerts/{concertId}/copy").saying("""
                                {"opensAt": "%s", "preQueueOpensAt": "%s", "closesAt": "%s",
                                 "performances": [{"startsAt": "%s"}]}
                                """.formatted(
                                now.plus(Duration.ofDays(1)),
                                now.plus(Duration.ofHours(23)),
                                now.plus(Duration.ofDays(2)),
                                now.plus(Duration.ofDays(30)))),
                ValidCall.of("PUT /api/v1/operator/concerts/{concertId}/poster")
                        .asking("?version=1")
                        .sending("image/png", png()),
                ValidCall.of("DELETE /api/v1/operator/concerts/{concertId}/poster")
                        .asking("?version=1"));
    }

    private static Stream<ValidCall> ofPerformances(Instant now) {
        return Stream.of(
                ValidCall.of("POST /api/v1/operator/concerts/{concertId}/performances")
                        .saying(addedPerformance(now)),
                ValidCall.of("PATCH /api/v1/operator/concerts/{concertId}/performances/{performanceId}")
                        .saying("""
                                {"version": 1, "startsAt": "%s"}
                                """.formatted(now.plus(Duration.ofDays(30)))),
                ValidCall.of("POST /api/v1/operator/concerts/{concertId}/performances/{performanceId}"
                                + "/cancellation")
                        .saying("{\"version\": 1}"));
    }

    /// The smallest picture that a poster may be.
    private static byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String addedPerformance(Instant now) {
        return """
                {"version": 1, "performance": {"startsAt": "%s",
                 "seats": [{"seat": "A-1-1", "section": "A", "row": "1", "number": "1", "position": 1, "priceLevel": "Back",
                            "attributes": ["AISLE"]}],
                 "areas": [{"area": "Floor", "capacity": 10, "priceLevel": "Back", "entryNumbers": true}]}}
                """.formatted(now.plus(Duration.ofDays(30)));
    }

    private static String edit(Instant now) {
        return """
                {"version": 1, "title": "Autumn Night", "venue": "Red Hall", "address": "1 Main Street", "ageLimit": 12,
                 "runningMinutes": 90, "seatsPerBuyerMax": 2,
                 "texts": {"en": {"title": "Autumn Night", "artists": "Mina", "description": "Songs", "notices": "Early",
                                  "terms": "No cameras"},
                           "ko": {"title": "가을밤", "artists": "미나", "description": "노래", "notices": "일찍",
                                  "terms": "촬영 금지"}},
                 "sale": {"opensAt": "%s", "preQueueOpensAt": "%s", "closesAt": "%s"},
                 "priceLevels": [{"name": "Front", "amountMinor": 2000}]}
                """.formatted(
                        now.plus(Duration.ofDays(1)), now.plus(Duration.ofHours(23)), now.plus(Duration.ofDays(2)));
    }
}
