package dev.frontrow.storefront;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// The style sheets and scripts of the pages. Their URLs contain one hash of all of them, so browsers may cache
/// them forever and fetch new ones after a change. Because all share one version, modules import each other by
/// relative URLs. Thread-safe.
@Component
class Assets {

    static final String FOLDER = "classpath:/static/assets/";
    static final String PATH = "/assets/";

    private static final int VERSION_LENGTH = 12;

    private final String version;

    Assets() {
        this.version = hash();
    }

    String version() {
        return version;
    }

    /// The URL of a file such as `button.css`.
    String url(String file) {
        return PATH + version + "/" + file;
    }

    private static String hash() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(FOLDER + "**/*.*");
            Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource file : files) {
                digest.update(file.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + FOLDER, broken);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
