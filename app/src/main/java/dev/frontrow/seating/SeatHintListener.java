package dev.frontrow.seating;

import dev.frontrow.news.NewsListener;
import org.springframework.stereotype.Component;

/// Shows the seat changes of other nodes at once. Hints heal by themselves: each board is reread within a second.
@Component
class SeatHintListener implements NewsListener {

    private final SeatBoards boards;

    SeatHintListener(SeatBoards boards) {
        this.boards = boards;
    }

    @Override
    public String topic() {
        return SeatHintBody.TOPIC;
    }

    @Override
    public void hear(long performanceId, byte[] body) {
        boards.hint(performanceId, SeatHintBody.read(performanceId, body));
    }

    @Override
    public void unsure(long performanceId) {
        // Its board will be reread.
    }

    /// Another database may have other transaction ids, by which boards find the rows to reread.
    @Override
    public void fellBehind() {
        boards.dropAll();
    }
}
