package dev.frontrow.storefront;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The real browser that browser tests share: a Chromium on the PATH, started at its first use. It ends with the JVM.
/// Chromium's headless shell is the same engine without windows and notifications, and needs half of the processor's
/// time.
final class Chromium {

    private static final String SHELL = "chromium-headless-shell";
    private static final List<String> WHOLE = List.of("chromium", "chromium-browser", "google-chrome");

    /// For a machine without a display and without network access.
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static @Nullable Browser browser;
    private static @Nullable Browser whole;

    private Chromium() {}

    /// Returns the running browser. If none is installed, the test is skipped and says how to install it; with
    /// `CI=true` it fails.
    static synchronized Browser running() {
        if (browser == null) {
            browser = started(onPath(List.of(SHELL)).or(() -> onPath(WHOLE)).orElseGet(() -> missing(SHELL)));
        }
        return browser;
    }

    /// The same with a browser that shows notifications.
    static synchronized Browser thatNotifies() {
        if (whole == null) {
            whole = started(onPath(WHOLE).orElseGet(() -> missing(WHOLE.getFirst())));
        }
        return whole;
    }

    private static Browser started(Path program) {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(ARGUMENTS));
    }

    private static Path missing(String wanted) {
        String how = "no Chromium on the PATH: apt-get install " + wanted;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(how);
        }
        return abort(how);
    }

    private static Optional<Path> onPath(List<String> names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
