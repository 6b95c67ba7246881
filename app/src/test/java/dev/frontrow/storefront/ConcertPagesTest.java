package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcertPagesTest extends ServerTest {

    private static final int PAGE = 24;
    private static final Pattern CONCERT = Pattern.compile("href=\"/concerts/(\\d+)\"");
    private static final Pattern DAY = Pattern.compile("id=\"day-\\d+\"");
    private static final Pattern MORE = Pattern.compile("href=\"(/\\?after=\\d+)\"");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void listsEveryConcertOnceOnSomePage() throws Exception {
        List<String> made = new ArrayList<>();
        for (int i = 0; i <= PAGE; i++) {
            made.add(Long.toString(Stage.open(api(), clock()).concertId()));
        }

        assertThat(listed()).doesNotHaveDuplicates().containsAll(made);
    }

    /// All concerts, in the order in which the pages list them.
    private List<String> listed() throws IOException, InterruptedException {
        List<String> listed = new ArrayList<>();
        String address = "/";
        while (address != null) {
            String page = get(address);
            List<String> here =
                    CONCERT.matcher(page).results().map(link -> link.group(1)).toList();
            assertThat(here).hasSizeBetween(1, PAGE);
            listed.addAll(here);
            Matcher more = MORE.matcher(page);
            address = more.find() ? more.group(1) : null;
        }
        return listed;
    }

    private String inDays(int... days) {
        List<Map<String, Object>> performances = IntStream.of(days)
                .mapToObj(day -> Stage.performance(clock().instant(), day))
                .toList();
        return Long.toString(
                Stage.with(api(), clock(), Map.of("performances", performances)).concertId());
    }

    @Test
    void listsConcertsByDateAndPastOnesLast() throws Exception {
        String firstOver = inDays(1);
        String lastOver = inDays(2, 3);
        clock().advance(Duration.ofDays(4));
        String late = inDays(400);
        String soon = inDays(5);
        String running = inDays(20, 4);

        List<String> order = new ArrayList<>(listed());
        order.retainAll(List.of(firstOver, lastOver, late, soon, running));

        assertThat(order).containsExactly(running, soon, late, lastOver, firstOver);
    }

    @Test
    void concertMovesDownOnceItsNextDateHasPassed() throws Exception {
        String first = inDays(5, 50);
        String second = inDays(6);
        assertThat(listed()).containsSubsequence(first, second);

        clock().advance(Duration.ofDays(5));

        assertThat(listed()).containsSubsequence(second, first);
    }

    /// Seoul is a day ahead of Honolulu for most of the day.
    @Test
    void groupsConcertsByTheDayOfTheirVenue() throws Exception {
        String night = "2031-03-01T09:00:00Z";
        String mark = "grouped" + clock().instant().toEpochMilli();
        String seoul = at(mark, night, "Asia/Seoul");
        String honolulu = at(mark, night, "Pacific/Honolulu");
        String alsoSeoul = at(mark, "2031-03-01T10:00:00Z", "Asia/Seoul");

        String page = get("/?q=" + mark);

        assertThat(CONCERT.matcher(page).results().map(link -> link.group(1)))
                .containsExactly(honolulu, seoul, alsoSeoul);
        assertThat(page).containsSubsequence("Fri, Feb 28, 2031", honolulu, "Sat, Mar 1, 2031", seoul, alsoSeoul);
        assertThat(DAY.matcher(page).results()).hasSize(2);
    }

    private String at(String title, String startsAt, String zone) {
        return Long.toString(Stage.with(
                        api(),
                        clock(),
                        Map.of(
                                "title",
                                title,
                                "timeZone",
                                zone,
                                "performances",
                                List.of(Map.of("startsAt", startsAt, "seatCount", 2))))
                .concertId());
    }

    @Test
    void putsPastConcertsBehindUnderTheirOwnHeading() throws Exception {
        String over = inDays(1);
        clock().advance(Duration.ofDays(2));
        String coming = inDays(5);

        assertThat(listed()).containsSubsequence(coming, over);
        assertThat(pageWith(over)).containsSubsequence("Past concerts", "/concerts/" + over);
    }

    private String pageWith(String concertId) throws IOException, InterruptedException {
        String address = "/";
        while (true) {
            String page = get(address);
            Matcher more = MORE.matcher(page);
            if (page.contains("/concerts/" + concertId + "\"") || !more.find()) {
                return page;
            }
            address = more.group(1);
        }
    }

    @Test
    void searchesOnTheServerAndKeepsTheWordsInTheField() throws Exception {
        String mark = "sought" + clock().instant().toEpochMilli();
        String one = at(mark + " <b>", "2031-03-01T09:00:00Z", "Asia/Seoul");

        assertThat(get("/?q=" + mark + "+%3Cb%3E"))
                .contains(
                        "/concerts/" + one,
                        "value=\"" + mark + " &lt;b&gt;\"",
                        "Concerts with “" + mark + " &lt;b&gt;”")
                .doesNotContain("<b>");
        assertThat(get("/?q=" + mark + "nothing")).contains("No concert has “" + mark + "nothing”");
    }

    @Test
    void keepsTheSearchOnItsNextPage() throws Exception {
        String mark = "many" + clock().instant().toEpochMilli();
        for (int i = 0; i <= PAGE; i++) {
            at(mark, "2031-03-01T09:00:00Z", "Asia/Seoul");
        }

        assertThat(get("/?q=" + mark)).containsPattern("href=\"/\\?after=\\d+&amp;q=" + mark);
    }

    @Test
    void refusesASearchThatIsTooLong() {
        new PlainBrowser(api()).gets("/?q=" + "x".repeat(201)).expect(400);
    }

    private String get(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + address))
                .header("Accept", "text/html")
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.body();
    }
}
