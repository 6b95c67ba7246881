package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.news.News;
import dev.frontrow.news.NewsListener;
import org.springframework.stereotype.Component;

/// Edits of concerts, told to other nodes and heard from them.
@Component
public class ConcertNews implements NewsListener {

    private static final String TOPIC = "concert";
    private static final byte FORMAT = 1;

    private final News news;
    private final Catalog catalog;

    ConcertNews(News news, Catalog catalog) {
        this.news = news;
        this.catalog = catalog;
    }

    /// In the transaction that edits the concert.
    ///
    /// @param repriced whether amounts were changed too
    public void tell(long concertId, boolean repriced) {
        news.tell(TOPIC, concertId, new byte[] {FORMAT, (byte) (repriced ? 1 : 0)});
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void hear(long concertId, byte[] body) {
        if (body.length != 2 || body[0] != FORMAT) {
            throw new IllegalArgumentException("news of a concert in an unknown format");
        }
        if (body[1] == 1) {
            catalog.repriced(concertId);
        } else {
            catalog.edited(concertId);
        }
    }

    @Override
    public void unsure(long concertId) {
        catalog.repriced(concertId);
    }

    @Override
    public void fellBehind() {
        catalog.doubt();
    }
}
