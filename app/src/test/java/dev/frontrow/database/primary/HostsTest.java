package dev.frontrow.database.primary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://one/db",
                "jdbc:postgresql://one:5433/db?options=-c%20a=1,2",
                "jdbc:postgresql:db",
                "jdbc:postgresql://[::1]:5432/db"
            })
    void oneHostIsLeftAsItIs(String url) {
        assertThat(Hosts.of(url).urls()).containsExactly(url);
        assertThat(Hosts.of(url).url()).isEqualTo(url);
        assertThat(Hosts.of(url).areSeveral()).isFalse();
    }

    @Test
    void eachHostGetsTheWholeOfTheUrl() {
        assertThat(Hosts.of("jdbc:postgresql://one,[::1]:5433,three:5434/db?a=b&c=d,e")
                        .urls())
                .containsExactly(
                        "jdbc:postgresql://one/db?a=b&c=d,e",
                        "jdbc:postgresql://[::1]:5433/db?a=b&c=d,e",
                        "jdbc:postgresql://three:5434/db?a=b&c=d,e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:postgresql://one,two/db jdbc:postgresql://one,two/db?targetServerType=primary",
                "jdbc:postgresql://one,two/db?a=b jdbc:postgresql://one,two/db?a=b&targetServerType=primary",
                "jdbc:postgresql://one,two/db?targetServerType=any jdbc:postgresql://one,two/db?targetServerType=any",
            })
    void theDriverIsAskedForThePrimary(String given, String told) {
        assertThat(Hosts.of(given).url()).isEqualTo(told);
    }
}
