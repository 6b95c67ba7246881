package dev.frontrow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ko                              | ko
            KO-kr                           | ko
            ko-Hang-KR;q=0.5                | ko
            fr, ko-KR;q=0.9, en;q=0.5       | ko
            en;q=0.5, ko;q=0.9              | ko
            ko, en                          | ko
            en, ko                          | en
            ko;q=0, en;q=0.1                | en
            ko;q=0                          | en
            kok-IN                          | en
            k                               | en
            ,,;q=,ko;;;q                    | en
            ko;q=abc                        | en
            en;q=0.8,ko;q=1e99              | ko
            *                               | en
            zz-zzzzzz-ko                    | en
            ''                              | en
            """)
    void prefersTheLanguageOfOursThatIsWantedMost(String header, String language) {
        assertThat(Language.favourite(List.of(header)).getLanguage()).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource({"ko, ko", "fr, en"})
    void readsSeveralHeadersAsOne(String second, String language) {
        assertThat(Language.favourite(List.of("de", second)).getLanguage()).isEqualTo(language);
    }
}
