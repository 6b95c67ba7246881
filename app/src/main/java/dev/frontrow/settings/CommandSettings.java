package dev.frontrow.settings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a command of the launcher is told of its server: the data folder, and the variables that the server reads too,
/// its secrets from files among them. It is the commands' mixin, so all have the same options for it.
public final class CommandSettings {

    private static final class Folder implements ITypeConverter<Path> {

        @Override
        public Path convert(String name) {
            if (name.isBlank()) {
                throw new TypeConversionException("it must name a folder");
            }
            return Path.of(name);
        }
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            converter = Folder.class,
            description = "The data folder; without it FRONTROW_DATA_DIR, or else the folder data.")
    private @Nullable Path dataFolder;

    /// Given by the launcher.
    @Option(names = "--home", hidden = true)
    private Path home = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explains the options.")
    private boolean help;

    private final KnownSettings known = KnownSettings.read();
    private final Map<String, String> environment;

    /// @param environment the variables of the process
    public CommandSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    /// The folder of the launcher.
    public Path home() {
        return home;
    }

    /// Where the data are, or would be.
    public Path data() {
        String named = text("FRONTROW_DATA_DIR");
        return dataFolder != null ? dataFolder : named.isEmpty() ? home.resolve("data") : Path.of(named);
    }

    /// The value of a variable, or of the file that the variable with `_FILE` behind it names; empty if there is none.
    ///
    /// @throws SettingRefused with one line, for example if the file is missing
    public String text(String variable) {
        String file = variable + SecretFiles.SUFFIX;
        return known.secretInFile(file)
                .flatMap(_ -> SecretFiles.named(environment, file))
                .orElseGet(() -> {
                    String value = environment.getOrDefault(variable, "");
                    return value.isBlank() ? "" : value;
                });
    }
}
