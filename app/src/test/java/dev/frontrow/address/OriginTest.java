package dev.frontrow.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example",
        "HTTPS://Shop.Example, https://shop.example",
        "https://shop.example:443, https://shop.example",
        "http://shop.example:80, http://shop.example",
        "http://shop.example:443, http://shop.example:443",
        "http://localhost:3000, http://localhost:3000",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443",
        "https://xn--9n2bp8q.example, https://xn--9n2bp8q.example"
    })
    void isWrittenAsBrowsersWriteIt(String written, String text) {
        assertThat(Origin.of(written).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "https://*.shop.example",
                "https://",
                "shop.example",
                "//shop.example",
                "ftp://shop.example",
                "https://shop.example/",
                "https://shop.example/a",
                "https://shop.example?x",
                "https://shop.example#x",
                "https://user@shop.example",
                "https://shop.example:",
                "https://shop.example:0",
                "https://shop.example:65536",
                "https://shop.example:x",
                "https://shop..example",
                "https://-shop.example",
                "https://쇼핑.example",
                "https://shop.example https://other.example",
                "javascript:alert(1)",
                "file://x",
                "chrome-extension://abc"
            })
    void refusesTextThatIsNoOrigin(String written) {
        assertThatThrownBy(() -> Origin.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + written + "' is no origin");
    }
}
