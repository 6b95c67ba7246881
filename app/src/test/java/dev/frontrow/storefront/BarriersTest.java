package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

class BarriersTest {

    private static final String SOUND = """
            <!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1>%s</main></html>""";

    private static final String PALE = "<p style='color: #ccc; background: #fff'>pale</p>";

    private static Page page(String content) {
        Page page = Chromium.running().newPage();
        page.setContent(SOUND.formatted(content));
        return page;
    }

    @Test
    void areNoneOnASoundPage() {
        try (Page page = page("<p>sound</p>")) {
            assertThat(Barriers.on(page)).isEmpty();
            assertThat(Barriers.ofContrastOn(page)).isEmpty();
        }
    }

    @Test
    void areFoundWhereTheyArePlanted() {
        try (Page page = page("<img src='data:,'>" + PALE)) {
            assertThat(Barriers.on(page))
                    .extracting(Object::toString)
                    .anyMatch(barrier -> barrier.contains(" image-alt "))
                    .anyMatch(barrier -> barrier.contains(" color-contrast "));
            assertThat(Barriers.ofContrastOn(page)).singleElement().asString().contains(" color-contrast ");
        }
    }

    @Test
    void areNotOverlookedInFrames() {
        try (Page page = page("<iframe title='another' srcdoc='" + PALE.replace("'", "") + "'></iframe>")) {
            assertThatThrownBy(() -> Barriers.on(page)).hasMessageContaining("frames");
        }
    }
}
