package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ServerTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The data that pages store in a browser stays bounded, and foreign data there does no harm.
class KeepsakesTest extends ServerTest {

    private static final String KEEPS = """
            async ([store, spoilt]) => {
              const site = document.querySelector('script[src*="/site.js"]').src;
              const { Keepsakes } = await import(site.replace('site.js', 'keepsakes.js'));
              if (spoilt) window[store].setItem('frontrow-draws', spoilt);
              const kept = new Keepsakes(store, 'draws');
              for (let i = 0; i < 100; i++) kept.set(String(i), { seal: i });
              kept.set('90', { seal: 'new' });
              kept.set('98', null);
              return [kept.all().length, kept.get('99')?.seal, kept.get('90')?.seal, kept.get('98'), kept.get('1'),
                window[store].length];
            }""";

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{\"a\":1}", "[1,null,[\"1\"]]", "null"})
    void newestFewAreKept(String spoilt) {
        try (Visitor fan = new Visitor(port(), new NewContextOptions())) {
            for (String store : List.of("localStorage", "sessionStorage")) {
                fan.goes("/");
                assertThat((List<?>) fan.page().evaluate(KEEPS, List.of(store, spoilt)))
                        .asList()
                        .containsExactly(29, 99, "new", null, null, 1);
            }
        }
    }
}
