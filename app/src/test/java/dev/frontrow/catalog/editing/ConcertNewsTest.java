package dev.frontrow.catalog.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.SecondNode;
import dev.frontrow.ServerTest;
import dev.frontrow.cluster.Beats;
import dev.frontrow.news.FeedReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "frontrow.cluster.enabled=on",
            "frontrow.cluster.node=first",
            "frontrow.identity.token-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        })
@DirtiesContext
class ConcertNewsTest extends ServerTest {

    private static @Nullable SecondNode second;

    @Autowired
    void start(Environment settings, BeanFactory beans) {
        if (second == null) {
            second = SecondNode.beside(settings, clock());
            List.of(beans, second.beans()).forEach(Beats::begin);
        }
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(second).close();
        second = null;
    }

    private static SecondNode second() {
        return Objects.requireNonNull(second);
    }

    /// Edits at the first node; then the second node reads the news.
    private void edits(EditedStage edited, Map<String, ?> change) {
        edited.edits(change).expect(200);
        FeedReading.at(second().beans());
    }

    private static ApiClient.Answer shownBySecond(EditedStage edited) {
        return second().api().get("/api/v1/concerts/" + edited.stage().concertId());
    }

    @Test
    void otherNodesShowAnEditAfterTheNextNews() {
        EditedStage edited = EditedStage.open(api(), clock());
        assertThat(shownBySecond(edited).text()).contains("Spring Night");
        edits(edited, Map.of("title", "Autumn Night"));
        assertThat(shownBySecond(edited).text())
                .contains("\"title\":\"Autumn Night\"")
                .doesNotContain("\"title\":\"Spring");
    }

    @Test
    void roomsOfOtherNodesOpenAtTheNewTime() {
        String opensAt = clock().instant().plus(Duration.ofDays(1)).toString();
        EditedStage edited = EditedStage.with(api(), clock(), Map.of("opensAt", opensAt));
        String room = "/api/v1/concerts/" + edited.stage().concertId() + "/waiting-room";
        second().api().get(room).expect(200);
        edits(
                edited,
                Map.of(
                        "sale",
                        Map.of("opensAt", clock().instant().plusSeconds(60).toString())));
        clock().advance(Duration.ofSeconds(60));
        assertThat(second().api().get(room).expect(200).text()).contains("\"phase\":\"OPEN\"");
    }

    @Test
    void otherNodesShowAPublishedDraft() {
        EditedStage draft = EditedStage.with(api(), clock(), Map.of("draft", true));
        shownBySecond(draft).expect(404);
        draft.posts("publication", Map.of()).expect(200);
        FeedReading.at(second().beans());
        shownBySecond(draft).expect(200);
    }
}
