package dev.frontrow.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks the sources against the house style. For every rule, a planted violation proves that it works.
class TidyTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Path BENCH = Path.of("../bench/src");
    private static final Path DRILL = Path.of("../drill/src");
    private static final Path VERIFIER = Path.of("../verifier/src");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final int SHORT_LINES_MAX = 25;
    private static final double FAT_SHARE_MAX = 0.01;
    private static final Tidy PLANTED = new Tidy(Set.of("wallet", "payment", "identity"));

    @Test
    void keepsTheHouseStyle() throws IOException {
        var tidy = new Tidy(schemas());
        List<String> findings = new ArrayList<>();
        for (Path file : javaFiles(MAIN, TEST, BENCH, DRILL, VERIFIER)) {
            findings.addAll(tidy.findings(new Tidy.Source(slashed(file), Files.readString(file))));
        }

        assertThat(findings).isEmpty();
    }

    /// The few that are longer are mostly tables: a `switch`, test cases, the columns of a statement.
    @Test
    void keepsNearlyAllMethodsShort() throws IOException {
        List<String> fat = new ArrayList<>();
        int methods = 0;
        for (Path file : javaFiles(MAIN, TEST, BENCH, DRILL, VERIFIER)) {
            for (long lines : lengths(slashed(file), Files.readString(file))) {
                methods++;
                if (lines > SHORT_LINES_MAX) {
                    fat.add(slashed(file) + " has one of " + lines + " lines");
                }
            }
        }

        assertThat(fat)
                .as("methods of more than %d lines, among %d", SHORT_LINES_MAX, methods)
                .hasSizeLessThanOrEqualTo((int) (methods * FAT_SHARE_MAX));
    }

    @Test
    void countsTheLinesOfEachMethodFromItsBodyOn() {
        assertThat(lengths("W.java", """
                        class W {
                            @A({
                                1, 2
                            })
                            void two() {
                                class X { void one() {} } }

                            abstract void none();
                        }
                        """)).containsExactly(2L, 1L);
    }

    private static List<Long> lengths(String path, String text) {
        return ParsedSource.of(new Tidy.Source(path, text)).methodLengths();
    }

    @Test
    void marksEveryPackageAsNullMarked() throws IOException {
        var packages = javaFiles(MAIN).stream().map(Path::getParent).collect(Collectors.toSet());

        for (Path folder : packages) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info)).contains("\n@NullMarked\n");
        }
    }

    @Test
    void findsWhatItLooksFor() throws IOException {
        assertThat(javaFiles(MAIN)).hasSizeGreaterThan(20);
        assertThat(javaFiles(TEST)).hasSizeGreaterThan(10);
        assertThat(javaFiles(BENCH)).hasSizeGreaterThan(10);
        assertThat(javaFiles(DRILL)).hasSizeGreaterThan(10);
        assertThat(javaFiles(VERIFIER)).hasSizeGreaterThan(5);
        assertThat(schemas()).contains("identity");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # module | planted member                                                        | finding
            wallet   | Object now() { return Instant.now(); }                                | InstantSource
            wallet   | Object now() { return java.time.Instant.now(clock); }                 | InstantSource
            wallet   | Supplier<Instant> now = Instant::now;                                 | InstantSource
            wallet   | long now() { return System.currentTimeMillis(); }                     | InstantSource
            wallet   | Object now() { return LocalDateTime.now(); }                          | InstantSource
            wallet   | Object now() { return Clock.systemUTC(); }                            | InstantSource
            wallet   | Object now() { return InstantSource.system(); }                       | InstantSource
            wallet   | Object now() { return new Date(); }                                   | InstantSource
            wallet   | private double rate;                                                  | whole minor units
            catalog  | private double priceFrom;                                             | whole minor units
            catalog  | record Level(String name, float amountMinor) {}                       | whole minor units
            catalog  | void pay(Double total) {}                                             | whole minor units
            wallet   | @Autowired private Wallet wallet;                                     | constructor
            wallet   | @Transactional(isolation = Isolation.SERIALIZABLE) void pay() {}      | row lock
            wallet   | String sql = "set transaction isolation level serializable";          | row lock
            wallet   | void say() { System.out.println("x"); }                               | log it
            wallet   | String sql = "select * from wallet.account";                          | name them
            wallet   | String sql = "insert into wallet.x values (1) returning *";           | name them
            wallet   | String sql = "select a.* from wallet.account a";                      | name them
            wallet   | String sql = "select a.kind, a.* from wallet.account a";              | name them
            wallet   | String sql = "select distinct on (kind) * from wallet.account";       | name them
            wallet   | String sql = "select 1 from payment.payment";                         | module payment
            wallet   | String sql = "select 1 from wallet.account a, payment.payment p";     | module payment
            wallet   | String sql = "where x " + "join PAYMENT.payment p";                   | module payment
            wallet   | W(int a, int b, int c, int d, int e, int f) {}                        | at most 5
            """)
    void findsInMainCode(String module, String member, String finding) {
        assertThat(findings("src/main/java/dev/frontrow/" + module + "/W.java", member))
                .singleElement()
                .asString()
                .contains(finding)
                .startsWith("src/main/java/dev/frontrow/" + module + "/W.java:3 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void rest() throws Exception { Thread.sleep(5); }",
                "void rest() throws Exception { TimeUnit.SECONDS.sleep(5); }"
            })
    void findsSleepsInTests(String member) {
        assertThat(findings("src/test/java/dev/frontrow/wallet/W.java", member))
                .singleElement()
                .asString()
                .contains("crank the clock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private double rate;",
                "private long amountMinor;",
                "@Autowired W(int a) {}",
                "record Wide(int a, int b, int c, int d, int e, int f, int g) {}",
                "Object ok() { return time.instant(); }",
                "String sql = \"select 1 from catalog.concert\";",
                "String sql = \"select 2 * count(*) from catalog.concert\";",
                "String setting = \"frontrow.payment.limit\";",
                "String said = \"// TO\" + \"DO\";",
                "// Instant.now() is what we never call."
            })
    void leavesAloneWhatIsRight(String member) {
        assertThat(findings("src/main/java/dev/frontrow/catalog/W.java", member))
                .isEmpty();
    }

    @Test
    void letsTheDemoReadEverything() {
        assertThat(findings(
                        "src/main/java/dev/frontrow/demo/W.java", "String sql = \"select 1 from payment.payment\";"))
                .isEmpty();
    }

    @Test
    void letsTheDrawUseTheSchemaOfTheWaitingRoom() {
        assertThat(findings(
                        "src/main/java/dev/frontrow/draw/W.java", "String sql = \"select 1 from waitingroom.draw\";"))
                .isEmpty();
        assertThat(findings("src/main/java/dev/frontrow/draw/W.java", "String sql = \"select 1 from wallet.account\";"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FIX" + "ME", "X" + "XX", "TO" + "DO"})
    void findsUnfinishedWork(String word) {
        for (String comment : List.of("// " + word + " later", "/* " + word + " */", "/// " + word)) {
            assertThat(findings("src/test/java/dev/frontrow/W.java", comment))
                    .singleElement()
                    .asString()
                    .contains(word);
        }
        assertThat(findings("src/main/java/dev/frontrow/W.java", "String quoted = \"" + word + " // " + word + "\";"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lombok.Data",
                "jakarta.persistence.Entity",
                "org.h2.Driver",
                "static java.time.Instant.now",
            })
    void findsBannedImports(String name) {
        var source = new Tidy.Source("src/main/java/dev/frontrow/W.java", "import " + name + ";\nclass W {}\n");

        assertThat(PLANTED.findings(source)).hasSize(1);
    }

    @Test
    void findsLongMethods() {
        String body = "int x;\n".repeat(38);

        assertThat(findings("src/main/java/dev/frontrow/W.java", "void fit() {\n" + body + "}"))
                .isEmpty();
        assertThat(findings("src/main/java/dev/frontrow/W.java", "void fat() {\n" + body + "int y;\n}"))
                .singleElement()
                .asString()
                .contains("fat has 41 lines");
    }

    @Test
    void findsLongFilesButCountsNoCommentsOrBlankLines() {
        String fields = Stream.iterate(0, n -> n + 1)
                .limit(397)
                .map(n -> "int x" + n + ";\n\n// why\n/* and\n how */\n")
                .collect(Collectors.joining());

        assertThat(findings("src/main/java/dev/frontrow/W.java", fields)).isEmpty();
        assertThat(findings("src/main/java/dev/frontrow/W.java", fields + "int y;"))
                .singleElement()
                .asString()
                .contains("401 code lines");
    }

    @Test
    void readsTheFileThatItIsExemptFrom() {
        String now = "Object now() { return Instant.now(); }";

        assertThat(findings("src/main/java/dev/frontrow/database/DatabaseClock.java", now))
                .isEmpty();
        assertThat(findings("src/test/java/dev/frontrow/wallet/W.java", now)).isEmpty();
    }

    /// Wraps the member in a class, on the third line.
    private static List<String> findings(String path, String member) {
        return PLANTED.findings(new Tidy.Source(path, "package x;\nclass W {\n" + member + "\n}\n"));
    }

    private static Set<String> schemas() throws IOException {
        try (var folders = Files.list(MIGRATIONS)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static List<Path> javaFiles(Path... roots) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path root : roots) {
            try (var tree = Files.walk(root)) {
                tree.filter(file -> file.toString().endsWith(".java") && !Files.isSymbolicLink(file))
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }
}
