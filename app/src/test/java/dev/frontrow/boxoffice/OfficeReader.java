package dev.frontrow.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.frontrow.Stage;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What the box office tells of a concert.
public record OfficeReader(Stage stage) {

    /// @param address below `/api/v1/operator`
    public JsonNode read(String address) {
        return stage.operator().get("/api/v1/operator/" + address).expect(200).body();
    }

    /// @param file such as `orders.csv`
    public List<NamedCsvRecord> list(String file) {
        String text = stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/exports/" + file)
                .expect(200)
                .text();
        assertThat(text).as("says that it is UTF-8").startsWith("\uFEFF");
        return CsvReader.builder().ofNamedCsvRecord(text.substring(1)).stream().toList();
    }
}
