package dev.frontrow.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers and shells run keeps the house style too; a planted sin for every rule shows that it bites.
class TidyPagesTest {

    private static final Path ASSETS = Path.of("src/main/resources/static/assets");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path LAUNCHER = Path.of("../frontrow");
    private static final Path CI = Path.of("../.ci");
    private static final Path LAUNCHER_PARTS = Path.of("../launcher");

    @Test
    void keepsTheHouseStyle() throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path file : files(ASSETS, TEMPLATES, LAUNCHER, LAUNCHER_PARTS, CI)) {
            findings.addAll(PageTidy.findings(file.toString().replace('\\', '/'), Files.readString(file)));
        }

        assertThat(findings).isEmpty();
    }

    @Test
    void findsWhatItLooksFor() throws IOException {
        assertThat(files(ASSETS)).hasSizeGreaterThan(40);
        assertThat(files(TEMPLATES)).hasSizeGreaterThan(15);
        assertThat(files(LAUNCHER, LAUNCHER_PARTS)).hasSizeGreaterThan(3);
        assertThat(files(CI)).isNotEmpty();
        assertThat(ScriptText.of(Files.readString(ASSETS.resolve("seats/house.js")))
                        .functions())
                .hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assets/a.js", "assets/a.css", "templates/a.html", "launcher/a.sh", "frontrow"})
    void findsLongFiles(String path) {
        assertThat(PageTidy.findings(path, "\n".repeat(300))).isEmpty();
        assertThat(PageTidy.findings(path, "\n".repeat(301)))
                .singleElement()
                .asString()
                .startsWith(path + " has 301 lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function fat(a, b) {\n%s}",
                "export async function fat() {\n%s}",
                "const fat = (a) => {\n%s};",
                "c.addEventListener(\"x\", async (event) => {\n%s});",
                "class C { fat(a = {}, b = \")\") {\n%s} }",
                "class C { get fat() {\n%s} }",
                "function fat() {\nif (a) { b(`} ${c ? `}` : { d: 1 }.d} }`, \"}\", /[/}]}/); } // }\n/* } */\n%s}"
            })
    void findsLongFunctionsInScripts(String function) {
        int more = (int) function.lines().count() - 2;

        assertThat(script(function.formatted("x();\n".repeat(38 - more)))).isEmpty();
        assertThat(script(function.formatted("x();\n".repeat(39 - more))))
                .singleElement()
                .asString()
                .startsWith("assets/a.js:1 has a function of 41 lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (a) {\n%s}",
                "for (const a of b) {\n%s}",
                "while (a / b > c / d) {\n%s}",
                "const a = {\n%s};",
                "class C {\n%s}",
                "try {\n%s} catch (e) {\n%s}",
                "const a = `function f() {\n%s}`;",
                "// function f() {\n%s// }"
            })
    void leavesAloneWhatIsNoFunction(String code) {
        assertThat(script(code.replace("%s", "x;\n".repeat(45)))).isEmpty();
    }

    @Test
    void findsLongFunctionsInShell() {
        String fit = "fit() {\n" + "  x\n".repeat(38) + "}\n";
        String fat = "fat() { # why\n" + "  x\n".repeat(39) + "}\n";

        assertThat(PageTidy.findings("frontrow", "#!/bin/sh\n" + fit + fit)).isEmpty();
        assertThat(PageTidy.findings("launcher/a.sh", "# Why\n" + fit + "\n" + fat + fit))
                .singleElement()
                .asString()
                .startsWith("launcher/a.sh:43 has a function of 41 lines");
    }

    @Test
    void findsLongLinesInTemplates() {
        assertThat(template("<p>\n" + "가".repeat(160) + "\n</p>")).isEmpty();
        assertThat(template("<p>\n" + "가".repeat(161) + "\n</p>"))
                .singleElement()
                .asString()
                .startsWith("templates/a.html:2 has 161 columns");
    }

    @Test
    void findsWordsInAttributes() {
        assertThat(template("<p th:data-id=\"${id}\" th:aria-label=\"#{a.b}\">"))
                .isEmpty();
        assertThat(template("<p th:data-retry-text=\"#{a.b}\">"))
                .singleElement()
                .asString()
                .contains("block of words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "document.getElementById(\"say\").textContent = text;",
                "by(\"say-urgently\").textContent = text;",
                "box.setAttribute(\"aria-live\", \"polite\");",
                "box.setAttribute(\"role\", \"alert\");",
                "box.ariaLive = \"polite\";"
            })
    void findsSecondWaysToSayThingsAloud(String code) {
        assertThat(script(code)).singleElement().asString().contains("call announce");
        assertThat(PageTidy.findings("assets/announce.js", code)).isEmpty();
    }

    @Test
    void findsLiveRegionsBesideThoseOfTheLayout() {
        String region = "<p aria-live=\"polite\"></p>";

        assertThat(template(region)).singleElement().asString().contains("live region");
        assertThat(PageTidy.findings("templates/layout.html", region)).isEmpty();
    }

    private static List<String> script(String code) {
        return PageTidy.findings("assets/a.js", code);
    }

    private static List<String> template(String markup) {
        return PageTidy.findings("templates/a.html", markup);
    }

    private static List<Path> files(Path... roots) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> tree = Files.walk(root)) {
                tree.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".svg"))
                        .forEach(files::add);
            }
        }
        return files;
    }
}
