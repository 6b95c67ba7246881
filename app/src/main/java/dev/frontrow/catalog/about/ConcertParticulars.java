package dev.frontrow.catalog.about;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The texts of concerts, and what was changed of them.
@Repository
public class ConcertParticulars {

    /// Of each concert; more is a matter of its history.
    private static final int CHANGES_TOLD_MAX = 100;

    private final JdbcClient jdbc;

    ConcertParticulars(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Enters the texts of these languages, or replaces them.
    public void putTexts(long concertId, Map<Locale, ConcertText> texts) {
        texts.forEach((language, text) -> jdbc.sql("""
                        insert into catalog.concert_text
                            (concert_id, language, title, artists, description, notices, terms)
                        values (:concertId, :language, :title, :artists, :description, :notices, :terms)
                        on conflict (concert_id, language) do update
                            set title = excluded.title, artists = excluded.artists, description = excluded.description,
                                notices = excluded.notices, terms = excluded.terms
                        """)
                .param("concertId", concertId)
                .param("language", language.getLanguage())
                .param("title", text.title())
                .param("artists", text.artists())
                .param("description", text.description())
                .param("notices", text.notices())
                .param("terms", text.terms())
                .update());
    }

    /// Of a row of the table of concerts.
    public Particulars particulars(ResultSet concert, Map<Locale, ConcertText> texts) throws SQLException {
        return new Particulars(
                texts,
                concert.getString("address"),
                concert.getObject("age_limit", Integer.class),
                concert.getObject("running_minutes", Integer.class),
                concert.getObject("seats_per_buyer_max", Integer.class),
                concert.getString("poster"));
    }

    /// Of a row of the table of concerts.
    public Edition edition(ResultSet concert, List<ConcertChange> changes) throws SQLException {
        return new Edition(
                ConcertState.valueOf(concert.getString("state")),
                Timestamps.nullable(concert, "published_at"),
                concert.getInt("version"),
                concert.getInt("price_changes"),
                changes);
    }

    /// By language; without those that have none.
    public Map<Locale, ConcertText> texts(long concertId) {
        Map<Locale, ConcertText> texts = new HashMap<>();
        jdbc.sql("""
                        select language, title, artists, description, notices, terms
                        from catalog.concert_text
                        where concert_id = :concertId
                        """).param("concertId", concertId).query(row -> {
            var text = new ConcertText(
                    row.getString("title"),
                    row.getString("artists"),
                    row.getString("description"),
                    row.getString("notices"),
                    row.getString("terms"));
            if (!text.isEmpty()) {
                texts.put(Locale.of(row.getString("language")), text);
            }
        });
        return Map.copyOf(texts);
    }

    /// The newest first.
    public List<ConcertChange> changes(long concertId) {
        return jdbc.sql("""
                        select changed_at, performance_id, what, language, before, after
                        from catalog.concert_change
                        where concert_id = :concertId
                        order by change_id desc
                        limit :limit
                        """)
                .param("concertId", concertId)
                .param("limit", CHANGES_TOLD_MAX)
                .query((row, _) -> new ConcertChange(
                        Timestamps.required(row, "changed_at"),
                        row.getObject("performance_id", Long.class),
                        ConcertChange.What.valueOf(row.getString("what")),
                        language(row.getString("language")),
                        row.getString("before"),
                        row.getString("after")))
                .list();
    }

    private static @Nullable Locale language(@Nullable String name) {
        return name == null ? null : Locale.of(name);
    }
}
