package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An image from its archive, unpacked as an engine would do it: one layer after the other. Its programs run as its
/// configuration says, in a root that is read-only. Layers that delete files of those before (whiteouts) do not occur.
final class UnpackedImage {

    /// The mounts are seen by the program alone, and end with it.
    private static final String ENTER = """
            mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && \
            mount -t tmpfs tmpfs "$0/tmp" && if [ -n "$1" ]; then mount --bind "$1" "$0$2"; fi && \
            mount -o remount,bind,ro "$0" && root=$0 user=$3 && shift 3 && exec chroot --userspec="$user" "$root" "$@"
            """;

    private final Path layout;
    private final Path root;
    private final JsonNode manifest;
    private final JsonNode configuration;

    private UnpackedImage(Path layout, Path root) throws IOException, InterruptedException {
        this.layout = layout;
        this.root = root;
        JsonNode index = new JsonMapper().readTree(layout.resolve("index.json"));
        this.manifest = json(index.path("manifests").path(0));
        this.configuration = json(manifest.path("config"));
    }

    static UnpackedImage unpackedIn(Path folder, Path archive) throws IOException, InterruptedException {
        Path layout = Files.createDirectories(folder.resolve("layout"));
        Path root = Files.createDirectories(folder.resolve("root"));
        BareDebian.run("tar", "--extract", "--file=" + archive, "--directory=" + layout);
        var image = new UnpackedImage(layout, root);
        for (int i = 0; i < image.layers().size(); i++) {
            image.unpack(
                    image.layers().get(i),
                    image.configuration.path("rootfs").path("diff_ids").path(i));
        }
        assertThat(BareDebian.run("find", root.toString(), "-xdev", "-name", ".wh.*"))
                .isEmpty();
        return image;
    }

    private void unpack(JsonNode layer, JsonNode sum) throws IOException, InterruptedException {
        String blob = blob(layer).toString();
        String told = BareDebian.run("sh", "-c", "gzip --decompress --stdout '%s' | sha256sum".formatted(blob));
        assertThat("sha256:" + told.split(" ")[0]).isEqualTo(sum.asString());
        BareDebian.run("tar", "--extract", "--gzip", "--file=" + blob, "--directory=" + root, "--same-owner");
    }

    /// It is named by the checksum of its content, and is as long as it is said to be.
    private Path blob(JsonNode described) throws IOException, InterruptedException {
        String sum = described.path("digest").asString().replace("sha256:", "");
        Path blob = layout.resolve("blobs/sha256").resolve(sum);
        assertThat(BareDebian.run("sha256sum", blob.toString())).startsWith(sum);
        assertThat(blob).hasSize(described.path("size").asLong());
        return blob;
    }

    private JsonNode json(JsonNode described) throws IOException, InterruptedException {
        return new JsonMapper().readTree(blob(described));
    }

    List<JsonNode> layers() {
        return manifest.path("layers").valueStream().toList();
    }

    /// What engines that do not know the OCI's layout read instead.
    JsonNode olderManifest() {
        return new JsonMapper().readTree(layout.resolve("manifest.json")).path(0);
    }

    /// What came of each layer, from the first.
    List<String> history() {
        return configuration
                .path("history")
                .valueStream()
                .map(step -> step.path("created_by").asString().replace("frontrow image: ", ""))
                .toList();
    }

    JsonNode configuration() {
        return configuration.path("config");
    }

    List<String> texts(String key) {
        return configuration().path(key).valueStream().map(JsonNode::asString).toList();
    }

    Path root() {
        return root;
    }

    /// The command line that starts it.
    ///
    /// @param data        what is mounted as its volume; null if nothing is
    /// @param environment variables beside its own
    List<String> starting(@Nullable Path data, Map<String, String> environment) {
        List<String> program = new ArrayList<>(texts("Entrypoint"));
        program.addAll(texts("Cmd"));
        return entering(data, environment, program);
    }

    List<String> checkingHealth(@Nullable Path data, Map<String, String> environment) {
        List<String> test = configuration()
                .path("Healthcheck")
                .path("Test")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(test).first().isEqualTo("CMD");
        return entering(data, environment, test.subList(1, test.size()));
    }

    private List<String> entering(@Nullable Path data, Map<String, String> environment, List<String> program) {
        String volume =
                configuration().path("Volumes").propertyNames().iterator().next();
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ENTER, root.toString()));
        command.addAll(List.of(data == null ? "" : data.toString(), volume));
        command.add(configuration().path("User").asString());
        command.addAll(List.of(
                "env", "-i", "--chdir=" + configuration().path("WorkingDir").asString()));
        command.addAll(texts("Env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(program);
        return command;
    }
}
