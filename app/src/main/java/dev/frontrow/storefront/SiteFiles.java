package dev.frontrow.storefront;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;

/// Files of the whole site that are made and not stored: the joined style sheets, and what a phone needs to put the
/// pages on its home screen (W3C Web Application Manifest).
@Controller
class SiteFiles {

    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

    private static final MediaType TYPE = MediaType.parseMediaType("application/manifest+json;charset=UTF-8");

    private final Assets assets;
    private final JsonMapper json;

    SiteFiles(Assets assets, JsonMapper json) {
        this.assets = assets;
        this.json = json;
    }

    /// Its URL changes with its content. As a resource, so that parts of it can be requested.
    @GetMapping(Assets.PATH + "{version}/" + Assets.SHEET)
    ResponseEntity<Resource> sheet(@PathVariable String version) {
        return sheet(version, assets.sheet());
    }

    /// The same for the box office.
    @GetMapping(Assets.PATH + "{version}/" + Assets.OFFICE_SHEET)
    ResponseEntity<Resource> officeSheet(@PathVariable String version) {
        return sheet(version, assets.officeSheet());
    }

    private ResponseEntity<Resource> sheet(String version, String sheet) {
        if (!version.equals(assets.version())) {
            throw Problem.of(ProblemCode.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .cacheControl(StorefrontConfiguration.FOREVER)
                .contentType(CSS)
                .body(new ByteArrayResource(sheet.getBytes(StandardCharsets.UTF_8)));
    }

    @GetMapping("/manifest.webmanifest")
    ResponseEntity<String> manifest(@ModelAttribute(name = "page", binding = false) Page page) {
        var manifest = Map.of(
                "name", "Frontrow",
                "short_name", "Frontrow",
                "lang", page.lang(),
                "start_url", "/",
                "scope", "/",
                "display", "standalone",
                "background_color", "#f7f6fb",
                "theme_color", "#1b1830",
                "icons",
                        List.of(
                                icon("/icon-192.png", "192x192", "image/png"),
                                icon("/icon-512.png", "512x512", "image/png"),
                                icon(page.asset("icon.svg"), "any", "image/svg+xml")));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(TYPE)
                .body(json.writeValueAsString(manifest));
    }

    private static Map<String, String> icon(String address, String sizes, String type) {
        return Map.of("src", address, "sizes", sizes, "type", type);
    }
}
