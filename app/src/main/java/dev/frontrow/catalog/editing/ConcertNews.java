package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.news.News;
import dev.frontrow.news.NewsListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Edits of concerts, told to other nodes and heard from them. Thread-safe.
@Component
public class ConcertNews implements NewsListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConcertNews.class);
    private static final String TOPIC = "concert";
    private static final byte FORMAT = 1;

    private final News news;
    private final Catalog catalog;
    private final Set<Long> doubted = ConcurrentHashMap.newKeySet();

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

    /// Reads a concert again whose edit at this node may have been committed, until that succeeds. A node does not hear
    /// its own news.
    void doubt(long concertId) {
        doubted.add(concertId);
        readDoubted();
    }

    @Scheduled(fixedDelayString = "PT1S")
    void readDoubted() {
        for (Long concertId : doubted) {
            doubted.remove(concertId);
            try {
                catalog.repriced(concertId);
            } catch (RuntimeException failed) {
                doubted.add(concertId);
                LOG.debug("concert {} cannot be read yet", concertId, failed);
            }
        }
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
