package dev.frontrow.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.address.UnfinishedForm.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class UnfinishedFormTest {

    private static final String PAY = "/checkout/0199d6a0-1111-7222-8333-444455556666/pay";

    private static MockHttpServletRequest sent(String path) {
        return new MockHttpServletRequest("POST", path);
    }

    @Test
    void keepsWhatItsReaderPressed() {
        var request = sent("/performances/9/seats");
        request.addParameter("seats", "A-1", "가&나");
        request.addParameter("places", "0", "2");
        request.addParameter("_csrf", "secret");
        request.addParameter("password", "secret");

        OwnAddress kept = UnfinishedForm.of(request).orElseThrow();

        assertThat(kept.toString()).doesNotContain("secret");
        assertThat(UnfinishedForm.fields(UnfinishedForm.read(kept.toString()).orElseThrow()))
                .containsExactly(
                        new Field("seats", "A-1"),
                        new Field("seats", "가&나"),
                        new Field("places", "0"),
                        new Field("places", "2"));
    }

    @ParameterizedTest
    @CsvSource({
        "/concerts/7/waiting-room, /concerts/7/waiting-room",
        "/performances/9/seats, /performances/9/seats",
        PAY + ", /checkout/0199d6a0-1111-7222-8333-444455556666"
    })
    void leadsBackToItsPage(String form, String page) {
        assertThat(UnfinishedForm.page(UnfinishedForm.of(sent(form)).orElseThrow()))
                .isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-out",
                "/account/password",
                "/wallet/top-ups",
                "/checkout/x/pay",
                "/checkout/0199d6a0-1111-7222-8333-444455556666/release",
                "/concerts/7/waiting-room/leave",
                "//evil.example/concerts/7/waiting-room"
            })
    void goesOnWithNothingElse(String form) {
        assertThat(UnfinishedForm.of(sent(form))).isEmpty();
        assertThat(UnfinishedForm.read(form)).isEmpty();
    }

    @Test
    void keepsNothingThatIsReadOrTooLarge() {
        assertThat(UnfinishedForm.of(new MockHttpServletRequest("GET", PAY))).isEmpty();
        var large = sent("/performances/9/seats");
        large.addParameter("seats", "A".repeat(2_000));
        assertThat(UnfinishedForm.of(large)).isEmpty();
    }
}
