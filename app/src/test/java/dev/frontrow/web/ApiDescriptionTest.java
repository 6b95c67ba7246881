package dev.frontrow.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import org.junit.jupiter.api.Test;

class ApiDescriptionTest extends ServerTest {

    @Test
    void describesTheApiAsOpenApi31() {
        var api = api().get("/v3/api-docs").expect(200).body();

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.path("info").path("title").asString()).isEqualTo("Frontrow API");
        assertThat(api.path("info").path("version").asString()).isEqualTo("v1");
        assertThat(api.at("/components/securitySchemes/accessToken/scheme").asString())
                .isEqualTo("bearer");
        assertThat(api.at("/components/schemas/Problem/properties").propertyNames())
                .contains("type", "title", "status", "detail", "code", "errors");
    }

    @Test
    void describesEveryOperationWithItsRefusals() {
        var paths = api().get("/v3/api-docs").expect(200).body().path("paths");

        assertThat(paths.has("/api/v1/buyers")).isTrue();
        paths.forEach(path -> path.forEach(operation -> assertThat(operation
                        .at("/responses/default/content/application~1problem+json/schema/$ref")
                        .asString())
                .as(operation.toString())
                .endsWith("/Problem")));
    }

    @Test
    void describesAPosterAsAFile() {
        var content = api().get("/v3/api-docs")
                .expect(200)
                .body()
                .at("/paths/~1api~1v1~1operator~1concerts~1{concertId}~1poster/put/requestBody/content");

        assertThat(content.propertyNames()).containsExactlyInAnyOrder("image/png", "image/jpeg", "image/webp");
        assertThat(content)
                .allSatisfy(
                        file -> assertThat(file.at("/schema/format").asString()).isEqualTo("binary"));
    }

    @Test
    void showsTheDocumentationAsAPage() {
        String page = api().get("/docs").header("Location");

        assertThat(page).contains("/swagger-ui/index.html");
        assertThat(api().get("/swagger-ui/index.html").expect(200).text()).contains("<html");
    }
}
