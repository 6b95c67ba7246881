package dev.frontrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The server's OpenAPI document.
final class ApiDocument {

    /// One method at one path.
    ///
    /// @param path a template with the names of ids in braces
    record Operation(String method, String path, JsonNode description) {

        String name() {
            return method + " " + path;
        }

        boolean takesHeader(String header) {
            return parameters("header").stream()
                    .anyMatch(parameter -> parameter.name().equals(header));
        }

        boolean takesBody() {
            return description.has("requestBody");
        }

        boolean takesJson() {
            return description.at("/requestBody/content").has("application/json");
        }

        /// Whether a successful response never ends, as a stream's.
        boolean isEndless() {
            return description.at("/responses/200/content").has("text/event-stream");
        }

        /// @param place `path`, `query` or `header`
        List<Parameter> parameters(String place) {
            return StreamSupport.stream(description.path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("in").asString().equals(place))
                    .map(parameter -> new Parameter(
                            parameter.path("name").asString(),
                            parameter.path("required").asBoolean(false),
                            parameter.path("schema")))
                    .toList();
        }
    }

    record Parameter(String name, boolean required, JsonNode schema) {}

    private final JsonNode document;

    private ApiDocument(JsonNode document) {
        this.document = document;
    }

    static ApiDocument of(ApiClient api) {
        return new ApiDocument(api.get("/v3/api-docs").expect(200).body());
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, description) ->
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, description))));
        return operations;
    }

    JsonNode bodySchema(Operation operation) {
        return resolved(operation.description().at("/requestBody/content/application~1json/schema"));
    }

    /// The schema that a `$ref` refers to, or the schema itself.
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }
}
