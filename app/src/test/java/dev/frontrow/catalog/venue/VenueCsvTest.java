package dev.frontrow.catalog.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import dev.frontrow.houses.Houses;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plans of venues as tables.
class VenueCsvTest extends ServerTest {

    private static final String VENUES = "/api/v1/operator/venues";

    private static final String SMALL = """
            section,row,number,x,y,price_level,attributes,floor
            A,1,1,0,0,Front,,Stalls
            A,1,2,55,0,Front,aisle,Stalls
            A,2,1,0,90,Back,ACCESSIBLE COMPANION,
            B,1,1,0,0,Back,,Circle
            """;

    @ParameterizedTest
    @EnumSource
    void planThatGoesOutAndBackIsEqual(Houses house) {
        JsonNode plan = plan(enterJson(house.json()).body());

        String table = table(enterJson(house.json()).body());

        assertThat(plan(enter("", table).expect(201).body())).isEqualTo(plan);
    }

    @Test
    void readsSeatsWithFewColumns() {
        JsonNode plan = plan(enter("?name=Small", SMALL).expect(201).body());

        assertThat(plan.path("name").asString()).isEqualTo("Small");
        assertThat(plan.path("floors").toString()).isEqualTo("[\"Stalls\",\"Circle\"]");
        assertThat(plan.path("sections").findValuesAsString("seat"))
                .containsExactly("A-1-1", "A-1-2", "A-2-1", "B-1-1");
        assertThat(plan.at("/sections/0/rows/0/seats/1/attributes").toString()).isEqualTo("[\"AISLE\"]");
        assertThat(plan.at("/sections/1/floor").asInt()).isEqualTo(1);
        assertThat(plan.path("seatWidth").asInt()).isEqualTo(55);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as written",
                "with a byte order mark",
                "with CRLF",
                "with semicolons",
                "with tabs",
                "all in quotes",
                "other titles",
                "empty lines",
                "columns turned around"
            })
    void readsWhatSpreadsheetsWrite(String way) {
        String table = switch (way) {
            case "with a byte order mark" -> "\uFEFF" + SMALL;
            case "with CRLF" -> SMALL.replace("\n", "\r\n");
            case "with semicolons" -> SMALL.replace(',', ';');
            case "with tabs" -> SMALL.replace(',', '\t');
            case "all in quotes" -> SMALL.replaceAll("[^,\\n]+", "\"$0\"");
            case "other titles" -> SMALL.replace("row,number", "Row ,NUMBER").replace("price_level", "Category");
            case "empty lines" -> SMALL.replace("\n", "\n,,,,,,,\n\n");
            case "columns turned around" ->
                SMALL.lines().map(VenueCsvTest::turned).collect(Collectors.joining("\n"));
            default -> SMALL;
        };

        assertThat(plan(enter("?name=Small", table).expect(201).body()))
                .isEqualTo(plan(enter("?name=Small", SMALL).expect(201).body()));
    }

    private static String turned(String line) {
        return String.join(",", List.of(line.split(",", -1)).reversed());
    }

    /// Quotes hide separators and line ends.
    @Test
    void namesMayHaveWhatSeparatesCells() {
        String table = SMALL.replace("Front", "\"Front, \"\"row; one\"\"\"");

        assertThat(plan(enter("?name=Small", table).expect(201).body())
                        .at("/sections/0/rows/0/seats/0/priceLevel")
                        .asString())
                .isEqualTo("Front, \"row; one\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A,1,2,55                | A,1,2,55.5              | 3 | x           | number
            A,1,2,55                | A,1,2,                  | 3 | x           | required
            A,1,2,55                | A,1,2,200000            | 3 | x           | number
            A,1,2,55                | A,1,2,0                 | 3 | x           | same-spot
            A,1,2,55                | A,1,1,55                | 3 | seat        | duplicate
            A,1,2,55                | ,1,2,55                 | 3 | section     | required
            A,1,2,55                | A,1,2,5,5               | 3 | ``          | csv-cells
            A,1,2,55,0,Front        | A,1,2,55,0,             | 3 | price_level | required
            aisle                   | window                  | 3 | attributes  | value
            B,1,1,0,0,Back,,Circle  | A,3,1,0,0,Back,,Circle  | 5 | floor       | csv-differs
            B,1,1,0,0,Back,,Circle  | B,1,1,0,0,Back          | 5 | ``          | csv-cells
            B,1,1,0,0,Back,,Circle  | "B                      | 5 | ``          | csv-unreadable
            B,1,1,0,0,Back,,Circle  | "B"x,1,1,0,0,Back,,C    | 5 | ``          | csv-unreadable
            number,x,y              | number,x,z              | 1 | z           | csv-column
            number,x,y              | x,x,y                   | 1 | x           | duplicate
            row,number,x            | row,number,name         | 1 | x           | required
            """)
    void namesLineAndColumnOfAFaultAndKeepsNothing(String part, String faulty, int line, String column, String code) {
        assertThat(SMALL).contains(part);
        long before = versions();

        Answer refusal = enter("?name=Small", SMALL.replace(part, faulty)).expectProblem(422, "csv-invalid");

        assertThat(places(refusal)).as(refusal.text()).contains(line + " " + column + " " + code);
        assertThat(versions()).isEqualTo(before);
    }

    private static final String WHOLE = """
            type,name,section,row,number,x,y,price_level,shape,label,capacity,entry_numbers,size,rotation,floor,gate
            venue,Hall,,,,,,,,,,,50,,,
            floor,Stalls,,,,,,,,,,,,,,
            gate,1,,,,0,200,,,,,,,,Stalls,
            stage,,,,,,,,0 -90 60 -90 60 -50,,,,,,Stalls,
            section,,A,,,,,,-30 -30 90 -30 90 30 -30 30,0 0,,,,,Stalls,1
            seat,,A,1,1,0,0,Front,,,,,,,,
            area,Floor,,,,,,Back,0 100 60 100 60 150,,9,yes,,,Stalls,1
            text,Bar,,,,5,5,,,,,,20,90,,
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            venue,Hall,,,,,,,,,,,50 | venue,Hall,,,,,,,,,,,5000      | 2 | size          | number
            text,Bar                | text,                          | 9 | name          | required
            floor,Stalls            | floor,                         | 3 | name          | required
            gate,1,,,,0,200         | gate,,,,,0,200                 | 4 | name          | required
            gate,1,,,,0,200         | gate,1,,,,0,                   | 4 | y             | required
            0 -90 60 -90 60 -50     | 0 -90 60 -90 60                | 5 | shape         | csv-points
            0 -90 60 -90 60 -50     | 0 0 9 9 9 0 0 9                | 5 | shape         | shape-crosses
            90 30 -30 30            | -9 30 -9 -30                   | 6 | shape         | shape-crosses
            ,0 0,                   | ,0 0 1 1,                      | 6 | label         | csv-points
            Stalls,1                | Balcony,1                      | 6 | floor         | unknown-id
            Stalls,1                | Stalls,2                       | 6 | gate          | unknown-id
            A,1,1,0,0,Front         | A,1,1,500,0,Front              | 7 | x             | outside-shape
            area,Floor              | area,A                         | 8 | name          | duplicate
            150,,9,yes              | 150,,0,yes                     | 8 | capacity      | number
            150,,9,yes              | 150,,9,perhaps                 | 8 | entry_numbers | boolean
            20,90                   | 20,900                         | 9 | rotation      | number
            text,Bar                | bar,Bar                        | 9 | type          | value
            text,Bar                | stage,Bar                      | 9 | type          | duplicate
            """)
    void namesFaultsOfAllThatAPlanHas(String part, String faulty, int line, String column, String code) {
        assertThat(WHOLE).contains(part);
        enter("", WHOLE).expect(201);

        Answer refusal = enter("", WHOLE.replace(part, faulty)).expectProblem(422, "csv-invalid");

        assertThat(places(refusal)).as(refusal.text()).contains(line + " " + column + " " + code);
    }

    private static List<String> places(Answer refusal) {
        return StreamSupport.stream(refusal.body().path("errors").spliterator(), false)
                .map(error -> error.path("line").asInt() + " "
                        + error.path("column").asString() + " "
                        + error.path("code").asString())
                .toList();
    }

    @Test
    void faultInLine17IsNamedInBothLanguages() {
        String table = rows(20).replace("A,1,16,880", "A,1,16,wide");

        String english = enter(client(), "?name=N", table).expect(422).text();
        String korean =
                enter(client().language("ko"), "?name=N", table).expect(422).text();

        assertThat(english).contains("Line 17, x: must be a whole number in range");
        assertThat(korean).contains("17번째 줄, x: ");
    }

    @Test
    void namesTheFirstTwentyFaults() {
        Answer refusal = enter("?name=N", rows(300).replace(",Front", ",")).expectProblem(422, "csv-invalid");

        assertThat(refusal.body().path("errors")).hasSize(20);
        assertThat(places(refusal)).startsWith("2 price_level required", "3 price_level required");
    }

    /// The bar is five seconds for each; what a busy machine takes proves nothing, so it is printed.
    @Test
    void takesTwentyThousandSeatsInEachFormat() {
        JsonNode made = timed("CSV", () -> enter("?name=N", rows(20_000)));
        String plan = client().get(address(made)).expect(200).text();
        String pretix =
                client().get(address(made) + "?format=pretix").expect(200).text();

        JsonNode again = timed("JSON", () -> client().raw("POST", VENUES, plan));
        JsonNode read = timed("pretix", () -> client().raw("POST", VENUES + "?format=pretix", pretix));

        assertThat(List.of(made, again, read))
                .allMatch(each -> each.path("seats").asInt() == 20_000);
    }

    private static JsonNode timed(String format, Supplier<Answer> call) {
        long start = System.nanoTime();
        JsonNode made = call.get().expect(201).body();
        System.out.printf("20,000 seats as %s: %d ms%n", format, (System.nanoTime() - start) / 1_000_000);
        return made;
    }

    private static String rows(int seats) {
        return "section,row,number,x,y,price_level\n"
                + IntStream.rangeClosed(1, seats)
                        .mapToObj(seat -> "A," + (1 + seat / 1_000) + "," + seat + "," + 55 * (seat % 1_000) + ","
                                + 90 * (seat / 1_000) + ",Front\n")
                        .collect(Collectors.joining());
    }

    /// A spreadsheet that opens the table must not run a formula that somebody wrote into a name.
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@A", "'=1", "''", "'quoted'", "=HYPERLINK(\"x\";1)", "＝1", "1-1"})
    void textIsNeverAFormulaAndComesBackAsItWas(String text) {
        JsonNode made = enterJson(Houses.CLUB
                        .json()
                        .replace("\"Bar\"", JsonMapper.shared().writeValueAsString(text)))
                .body();

        String table = table(made);

        assertThat(table).doesNotContainPattern("(?m)(^|[,\"])[=+@＝]").contains("-450");
        assertThat(plan(enter("", table).expect(201).body())).isEqualTo(plan(made));
    }

    @Test
    void refusesOtherEncodings() {
        for (Charset charset : List.of(Charset.forName("EUC-KR"), StandardCharsets.UTF_16)) {
            Answer refusal = client().with("Content-Type", "text/csv")
                    .send(
                            "POST",
                            VENUES + "?name=N",
                            BodyPublishers.ofByteArray(
                                    SMALL.replace("Stalls", "1층").getBytes(charset)),
                            true)
                    .expectProblem(400, "request-invalid");
            assertThat(refusal.fault("body")).isEqualTo("must be UTF-8");
        }
    }

    @Test
    void refusesTooMuch() {
        assertThat(places(enter("?name=N", rows(25_001)).expectProblem(422, "csv-invalid")))
                .containsExactly("25002  too-large");
        assertThat(places(enter("?name=N", rows(20_001)).expectProblem(422, "csv-invalid")))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("section too-large");
        assertThat(places(enter("?name=N", rows(3).replace("A,1,2", "x".repeat(5_000) + ",1,2"))
                        .expectProblem(422, "csv-invalid")))
                .containsExactly("3  csv-unreadable");
        enter("?name=N", rows(3) + "\n".repeat(17_000_000)).expectProblem(413, "body-too-large");
        assertThat(places(enter("?name=N", "").expectProblem(400, "request-invalid")))
                .isNotNull();
        assertThat(places(enter("?name=N", "\n").expectProblem(422, "csv-invalid")))
                .containsExactly("1  required");
        assertThat(places(enter("?name=N", "section,x,y,price_level\n").expectProblem(422, "csv-invalid")))
                .containsExactly("1 section required");
    }

    @Test
    void nextVersionKeepsTheNameUnlessItIsSaid() {
        JsonNode first = enter("?name=Old%20Hall", SMALL).expect(201).body();
        String versions = "/" + first.path("venueId").asLong() + "/versions";

        JsonNode second = enter(versions, SMALL).expect(201).body();
        JsonNode third = enter(versions + "?name=New%20Hall", SMALL).expect(201).body();

        assertThat(second.path("name").asString()).isEqualTo("Old Hall");
        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(third.path("name").asString()).isEqualTo("New Hall");
        assertThat(enter("", SMALL).expectProblem(400, "request-invalid").fault("name"))
                .isNotEmpty();
        enter("/999999999/versions", SMALL).expectProblem(404, "venue-unknown");
    }

    @Test
    void onlyOperatorsSendAndGetTables() {
        JsonNode made = enter("?name=Small", SMALL).expect(201).body();

        newBuyer()
                .with("Content-Type", "text/csv")
                .send("POST", VENUES + "?name=N", BodyPublishers.ofString(SMALL), true)
                .expectProblem(403, "forbidden");
        newBuyer().with("Accept", "text/csv").get(address(made)).expectProblem(403, "forbidden");
    }

    @Test
    void tableIsSentOnlyToThoseWhoWantIt() {
        JsonNode made = enter("?name=Small", SMALL).expect(201).body();

        Answer table = client().with("Accept", "text/csv").get(address(made)).expect(200);

        assertThat(table.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(table.header("Content-Disposition")).startsWith("attachment");
        for (String accept : List.of("*/*", "application/json", "application/*")) {
            assertThat(client().with("Accept", accept)
                            .get(address(made))
                            .expect(200)
                            .header("Content-Type"))
                    .startsWith("application/json");
        }
    }

    private long versions() {
        return owner().sql("select count(*) from catalog.venue_version")
                .query(Long.class)
                .single();
    }

    private Answer enter(String address, String table) {
        return enter(client(), address, table);
    }

    private static Answer enter(ApiClient client, String address, String table) {
        return client.with("Content-Type", "text/csv").send("POST", VENUES + address, table);
    }

    private ApiClient client() {
        return api().asOperator();
    }

    private Answer enterJson(String plan) {
        return client().raw("POST", VENUES, plan).expect(201);
    }

    private JsonNode plan(JsonNode made) {
        return client().get(address(made)).expect(200).body();
    }

    private String table(JsonNode made) {
        return client().with("Accept", "text/csv")
                .get(address(made))
                .expect(200)
                .text();
    }

    private static String address(JsonNode made) {
        return VENUES + "/" + made.path("venueId").asLong() + "/versions/"
                + made.path("version").asInt();
    }
}
