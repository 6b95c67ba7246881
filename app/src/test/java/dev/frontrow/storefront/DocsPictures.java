package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/// The pictures that a page of the docs shows, and a test takes.
public final class DocsPictures {

    private static final Path DOCS = Path.of("..", "docs");
    private static final int BYTES_MAX = 150 * 1024;

    private final String page;
    private final String folder;
    private final Path taken;
    private final Set<String> pictures = new TreeSet<>();

    /// @param page   a file in `docs`
    /// @param folder the folder beside it that has its pictures and nothing else
    /// @param taken  where they are before they are kept
    public DocsPictures(String page, String folder, Path taken) {
        this.page = page;
        this.folder = folder;
        this.taken = taken;
    }

    /// Takes a picture of what the window shows.
    public void takes(Page window, String picture) {
        var shot = window.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
        saves(shot, taken.resolve(picture + ".png"));
        pictures.add(picture);
    }

    /// Reduces each colour to a quarter of its shades, which is invisible and halves the size of soft gradients.
    private static void saves(byte[] shot, Path file) {
        try {
            var picture = ImageIO.read(new ByteArrayInputStream(shot));
            var lighter = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    int shades = picture.getRGB(x, y) & 0xFCFCFC;
                    lighter.setRGB(x, y, shades | (shades >> 6 & 0x030303));
                }
            }
            ImageIO.write(lighter, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The pictures that the page shows.
    public Set<String> shown() throws IOException {
        return Pattern.compile(Pattern.quote(folder) + "/([a-z0-9-]+)\\.png")
                .matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map((MatchResult picture) -> picture.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Fails if the page shows a picture that was not taken now, or the folder has others than the page shows.
    /// Takes them anew if docs are to be written.
    ///
    /// @param test the one that takes them
    public void agreeWithTheDocs(Class<?> test) throws IOException {
        Set<String> shown = shown();
        assertThat(pictures).as("pictures that can be taken").containsAll(shown);
        if (Boolean.getBoolean("frontrow.write-docs")) {
            rewrites(shown);
        }
        assertThat(onDisk())
                .as(
                        "pictures in docs/%s; take them anew with: mvn -pl app test -Dtest=%s -Dfrontrow.write-docs=true",
                        folder, test.getSimpleName())
                .isEqualTo(shown);
    }

    private Set<String> onDisk() throws IOException {
        try (var files = Files.list(DOCS.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".png", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void rewrites(Set<String> shown) throws IOException {
        Path kept = DOCS.resolve(folder);
        Files.createDirectories(kept);
        for (String old : onDisk()) {
            Files.delete(kept.resolve(old + ".png"));
        }
        for (String picture : shown) {
            Path file = taken.resolve(picture + ".png");
            assertThat(Files.size(file)).as("bytes of %s", picture).isLessThan(BYTES_MAX);
            Files.copy(file, kept.resolve(picture + ".png"));
        }
    }
}
