package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

class BuyersTest {

    private static final IdentitySchema SCHEMA = new IdentitySchema();

    private final Buyers buyers = SCHEMA.buyers;

    @Test
    void knowsWhoExists() {
        UUID buyerId = buyers.ensureDemoBuyer("mina");

        assertThat(buyers.exists(buyerId)).isTrue();
        assertThat(buyers.exists(UUID.randomUUID())).isFalse();
    }

    @Test
    void makesADemoBuyerOnce() {
        assertThat(buyers.ensureDemoBuyer("Jisoo")).isEqualTo(buyers.ensureDemoBuyer("jisoo"));
        assertThat(buyers.findByUsername("jisoo").orElseThrow().passwordHash()).isNull();
    }

    @Test
    void makesDemoBuyersInOneGoAndInOrder() {
        var some = buyers.ensureDemoBuyers(2, 4);
        var all = buyers.ensureDemoBuyers(1, 5);

        assertThat(all).hasSize(5).doesNotHaveDuplicates();
        assertThat(all.subList(1, 4)).isEqualTo(some);
        assertThat(all).allSatisfy(buyer -> {
            assertThat(buyer.buyerId().version()).isEqualTo(7);
            assertThat(buyer.buyerId().variant()).isEqualTo(2);
            assertThat(buyer.generation()).isZero();
        });
        assertThat(buyers.ensureDemoBuyer("demo-000005")).isEqualTo(all.get(4).buyerId());
        assertThat(buyers.ensureDemoBuyers(1_000_000, 1_000_000))
                .extracting(Buyers.DemoBuyer::buyerId)
                .containsExactly(buyers.ensureDemoBuyer("demo-1000000"));
    }

    @Test
    void knowsAnOutsideBuyerByIssuerAndSubject() {
        UUID buyerId = buyers.ensureOutsideBuyer("https://a.example", "1");

        assertThat(buyers.ensureOutsideBuyer("https://a.example", "1")).isEqualTo(buyerId);
        assertThat(buyers.ensureOutsideBuyer("https://b.example", "1")).isNotEqualTo(buyerId);
        assertThat(buyers.exists(buyerId)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(buyer_id, role) values (gen_random_uuid(), 'BUYER')",
                "(buyer_id, role, username) values (gen_random_uuid(), 'ADMIN', 'abcd')",
                "(buyer_id, role, username) values (gen_random_uuid(), 'BUYER', 'ab')",
                "(buyer_id, role, username) values (gen_random_uuid(), 'BUYER', repeat('a', 65))",
                "(buyer_id, role, username, display_name) values (gen_random_uuid(), 'BUYER', 'abcd', repeat('a', 81))",
                "(buyer_id, role, username, issuer) values (gen_random_uuid(), 'BUYER', 'abcd', 'https://a.example')",
                "(buyer_id, role, issuer, subject) values (gen_random_uuid(), 'BUYER', 'https://a.example', repeat('a', 256))",
            })
    void holdsItsRulesInTheDatabaseToo(String row) {
        assertThatThrownBy(() ->
                        SCHEMA.jdbc.sql("insert into identity.buyer " + row).update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }
}
