package dev.frontrow.storefront;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// The style sheets and scripts of the pages. The sheets of all components are served as one, and those of the box
/// office, which only operators need, as another. URLs contain one hash of all files, so browsers may cache them
/// forever and fetch new ones after a change. Because all share one version, modules import each other by
/// relative URLs. Thread-safe.
@Component
public class Assets {

    static final String FOLDER = "classpath:/static/assets/";
    static final String PATH = "/assets/";

    /// The name of the sheet with all of the fans' pages.
    static final String SHEET = "pages.css";

    /// The name of the sheet with all of the box office. It builds on the other.
    static final String OFFICE_SHEET = "office.css";

    private static final String OFFICE = "/assets/office/";

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/\\s*", Pattern.DOTALL);

    private static final int VERSION_LENGTH = 12;

    /// The sheets that all others build on, in this order.
    private static final List<String> SHEETS_FIRST =
            List.of("tokens.css", "base.css", "site.css", "button.css", "notice.css");

    private final String version;
    private final String sheet;
    private final String officeSheet;

    Assets() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(FOLDER + "**/*.*");
            Arrays.sort(files, Comparator.comparing(Assets::rank).thenComparing(Resource::toString));
            this.version = hash(files);
            this.sheet = sheet(files, false);
            this.officeSheet = sheet(files, true);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + FOLDER, broken);
        }
    }

    String version() {
        return version;
    }

    /// The URL of a file such as `button.css`.
    public String url(String file) {
        return PATH + version + "/" + file;
    }

    /// All style sheets in one, so that a page needs a single one before its first paint.
    String sheet() {
        return sheet;
    }

    /// The same for the box office.
    String officeSheet() {
        return officeSheet;
    }

    private static int rank(Resource file) {
        int place = SHEETS_FIRST.indexOf(file.getFilename());
        return place < 0 ? SHEETS_FIRST.size() : place;
    }

    private static String sheet(Resource[] files, boolean office) throws IOException {
        StringBuilder sheet = new StringBuilder();
        for (Resource file : files) {
            boolean ofOffice = file.getURL().getPath().contains(OFFICE);
            if (String.valueOf(file.getFilename()).endsWith(".css") && ofOffice == office) {
                sheet.append(file.getContentAsString(StandardCharsets.UTF_8)).append('\n');
            }
        }
        // Comments are for those who change the files.
        return COMMENT.matcher(sheet).replaceAll("");
    }

    private static String hash(Resource[] files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource file : files) {
                digest.update(file.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
