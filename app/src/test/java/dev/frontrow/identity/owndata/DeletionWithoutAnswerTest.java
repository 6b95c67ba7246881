package dev.frontrow.identity.owndata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.database.CommitCuts;
import dev.frontrow.database.CommitCuts.Cut;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

/// The connection is lost at the COMMIT of a deletion.
@ContextConfiguration(initializers = CommitCuts.InTheWay.class, inheritInitializers = false)
class DeletionWithoutAnswerTest extends ServerTest {

    @Autowired
    CommitCuts cuts;

    /// Whether the first COMMIT has arrived or not, the account is gone, and its owner is told so.
    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"BEFORE", "AFTER"})
    void deletesOnceAndSaysSo(Cut cut) {
        ApiClient mina = newBuyer();
        UUID buyerId = UUID.fromString(
                mina.get("/api/v1/buyers/me").expect(200).body().path("buyerId").asString());
        int before = cuts.made(cut);
        var first = new AtomicBoolean(true);
        cuts.follow(() -> first.getAndSet(false) ? cut : Cut.NONE);

        mina.post("/api/v1/buyers/me/deletion", Map.of("currentPassword", "")).expect(204);

        cuts.heal();
        assertThat(cuts.made(cut)).isEqualTo(before + 1);
        assertThat(owner().sql("select deleted_at is not null from identity.buyer where buyer_id = :id")
                        .param("id", buyerId)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }
}
