package dev.frontrow.news.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis://cache                                        | 1 | false
            redis://:secret@cache:6380/2                         | 1 | false
            rediss://user:secret@cache_1                         | 1 | false
            redis://:secret@[::1]:6379                           | 1 | false
            redis-sentinel://one,two:26380,three/#primary        | 1 | false
            redis-sentinel://secret@one,two/1#primary            | 1 | false
            redis://one:6379, redis://two:6379 ,redis://three    | 3 | true
            """)
    void readsOneSentinelsAndClusters(String setting, int uris, boolean clusters) {
        RedisAddress address = RedisAddress.parse(setting);

        assertThat(address.uris()).hasSize(uris);
        assertThat(address.clusters()).isEqualTo(clusters);
    }

    @Test
    void readsTheParts() {
        var uri = RedisAddress.parse("rediss://user:s%40cret@cache:6380").uris().getFirst();

        assertThat(uri.isSsl()).isTrue();
        assertThat(uri.getHost()).isEqualTo("cache");
        assertThat(uri.getPort()).isEqualTo(6380);
        assertThat(RedisAddress.parse("redis-sentinel://one,two:26380/#primary")
                        .uris()
                        .getFirst()
                        .getSentinels())
                .extracting("host", "port")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("one", 26379),
                        org.assertj.core.groups.Tuple.tuple("two", 26380));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache:6379",
                "http://secret@cache",
                "redis:secret",
                "redis://",
                "redis://:secret@",
                "redis://:sec ret@cache",
                "redis://:secret@cache:port",
                "redis-sentinel://secret@one,two",
                "redis-sentinel://",
                "redis://:secret@one,two",
                "redis://:secret@one,",
                ","
            })
    void refusesOthersInOneLineThatKeepsTheSecret(String setting) {
        assertThatThrownBy(() -> new RedisSettings(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("redis ")
                .satisfies(refusal -> assertThat(String.valueOf(refusal.getMessage()))
                        .hasLineCount(1)
                        .doesNotContain("secret", "sec ret"));
    }

    @Test
    void neverShowsItsSecret() {
        String setting = "redis://:secret@cache";

        assertThat(new RedisSettings(setting).toString()).doesNotContain("secret");
        assertThat(RedisAddress.parse(setting).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void needNotBeSet(String setting) {
        assertThat(new RedisSettings(setting).redis()).isBlank();
    }
}
