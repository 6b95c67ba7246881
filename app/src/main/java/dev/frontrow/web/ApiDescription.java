package dev.frontrow.web;

import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.SeatPlan;
import dev.frontrow.web.http.Paths;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/// Describes what all endpoints share in the OpenAPI document: how to sign in, and the format of every refusal.
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String BEARER = "accessToken";
    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig().replaceWithSchema(SeatPlan.Point.class, point());
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Frontrow API")
                        .version("v1")
                        .description("Waiting room, seats, holds, wallet and payment of a concert's on-sale."))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    OpenApiCustomizer refusalsDescribed() {
        return api -> {
            // springdoc has already dropped schemas that no controller refers to, so add them here.
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(ApiDescription::describeRefusals);
        };
    }

    /// Every command of an operator takes a reason, because a filter reads it.
    @Bean
    OpenApiCustomizer reasonsDescribed() {
        return api -> api.getPaths().entrySet().stream()
                .filter(path -> path.getKey().startsWith(Paths.OPERATOR))
                .flatMap(path -> path.getValue().readOperationsMap().entrySet().stream())
                .filter(operation -> operation.getKey() != PathItem.HttpMethod.GET)
                .forEach(operation -> operation.getValue().addParametersItem(reason()));
    }

    private static Parameter reason() {
        return new HeaderParameter()
                .name(AuditLog.REASON_HEADER)
                .description("Why it is done, as percent-encoded UTF-8 of at most 500 characters, for the audit log")
                .schema(text("Required where money moves"));
    }

    private static void describeRefusals(Operation operation) {
        var content = new Content()
                .addMediaType(
                        MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new io.swagger.v3.oas.models.media.MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
        operation
                .getResponses()
                .addApiResponse(
                        "default", new ApiResponse().description("A refusal").content(content));
    }

    private static Schema<?> problem() {
        var fault = object(Map.of(
                "field", text("The field, parameter or header; of a table there are line, column and code instead"),
                "line", new Schema<>().types(Set.of("integer")),
                "column", text("The column as the table's header names it"),
                "code", text("The stable name of what is wrong with the cell"),
                "message", text("What is wanted")));
        return object(Map.of(
                        "type", text("A URI of the kind of problem"),
                        "title", text("The problem, in the language of Accept-Language"),
                        "status", new Schema<>().types(Set.of("integer")),
                        "detail", text("What happened and what to do"),
                        "code", text("The stable name to branch on, e.g. seat-taken"),
                        "traceId", text("The trace of the call, if it is followed"),
                        "errors", new Schema<>().types(Set.of("array")).items(fault)))
                .required(List.of("type", "title", "status", "detail", "code"));
    }

    private static Schema<?> point() {
        return new Schema<>()
                .types(Set.of("array"))
                .items(new Schema<>().types(Set.of("integer")))
                .description("A point: x and y");
    }

    private static Schema<?> object(Map<String, Schema<?>> properties) {
        Schema<?> object = new Schema<>().types(Set.of("object"));
        properties.forEach(object::addProperty);
        return object;
    }

    private static Schema<?> text(String description) {
        return new Schema<>().types(Set.of("string")).description(description);
    }
}
