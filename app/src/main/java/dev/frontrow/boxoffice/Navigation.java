package dev.frontrow.boxoffice;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The parts of the box office, in the order in which its head lists them. A part is listed as soon as it has a page.
@Component
class Navigation {

    private enum Part {
        CONCERTS,
        NIGHT,
        VENUES,
        ORDERS,
        REFUNDS,
        PEOPLE,
        AUDIT,
        REPORTS;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String path() {
            return "/office/" + word();
        }

        /// Whether this part has the page: also `/office/concerts/7/night` belongs to the night, and
        /// `/office/concerts/7/report` to the reports.
        private boolean has(String path) {
            return of(path) == this;
        }

        private static @Nullable Part of(String path) {
            if (path.endsWith("/night")) {
                return NIGHT;
            }
            if (path.endsWith("/report")) {
                return REPORTS;
            }
            return Stream.of(values())
                    .filter(part -> path.equals(part.path()) || path.startsWith(part.path() + "/"))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// @param words the key of its name
    public record Entry(String path, String words, boolean current) {}

    private final RequestMappingHandlerMapping mapping;

    Navigation(@Lazy @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    List<Entry> entries(String path) {
        Set<String> known = mapping.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternValues().stream())
                .collect(Collectors.toSet());
        return Stream.of(Part.values())
                .filter(part -> known.contains(part.path()))
                .map(part -> new Entry(part.path(), "office.nav." + part.word(), part.has(path)))
                .toList();
    }
}
