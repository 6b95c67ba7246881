package dev.frontrow.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Reads secrets from files, as Docker and Kubernetes mount them: `SPRING_DATASOURCE_PASSWORD_FILE` names the file with
/// what `SPRING_DATASOURCE_PASSWORD` would hold. So no secret is in the environment, where other programs may read it.
final class SecretFiles {

    /// What a variable's name has at its end if it names a file.
    static final String SUFFIX = "_FILE";

    private static final int BYTES_MAX = 64 * 1024;

    private SecretFiles() {}

    /// Adds the secrets of all files that are named, with the rank of the environment.
    static void readInto(MutablePropertySources sources, KnownSettings known) {
        sources.stream()
                .filter(SystemEnvironmentPropertySource.class::isInstance)
                .map(SystemEnvironmentPropertySource.class::cast)
                .findFirst()
                .ifPresent(environment -> sources.addBefore(
                        environment.getName(), new MapPropertySource("secret files", secrets(environment, known))));
    }

    private static Map<String, Object> secrets(SystemEnvironmentPropertySource environment, KnownSettings known) {
        Map<String, Object> secrets = new HashMap<>();
        for (String variable : environment.getPropertyNames()) {
            known.secretInFile(variable)
                    .ifPresent(secret -> named(environment.getSource(), variable)
                            .ifPresent(content -> secrets.put(secret, content)));
        }
        return secrets;
    }

    /// The content of the file that this variable names; empty if it names none.
    static Optional<String> named(Map<String, ?> environment, String variable) {
        String file = text(environment, variable);
        if (file.isBlank()) {
            return Optional.empty();
        }
        String itself = variable.substring(0, variable.length() - SUFFIX.length());
        if (!text(environment, itself).isBlank()) {
            throw new SettingRefused("%s and %s are both set: take one of them away.".formatted(itself, variable));
        }
        return Optional.of(content(variable, file));
    }

    private static String text(Map<String, ?> environment, String variable) {
        return Objects.toString(environment.get(variable), "");
    }

    /// The line break at the end of the file is not the secret's.
    private static String content(String variable, String file) {
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            byte[] read = stream.readNBytes(BYTES_MAX + 1);
            if (read.length > BYTES_MAX) {
                throw unreadable(variable, file, "is too large");
            }
            String secret = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read))
                    .toString()
                    .replaceFirst("\\R$", "");
            if (secret.isBlank()) {
                throw unreadable(variable, file, "is empty");
            }
            return secret;
        } catch (NoSuchFileException | InvalidPathException _) {
            throw unreadable(variable, file, "does not exist");
        } catch (AccessDeniedException _) {
            throw unreadable(variable, file, "may not be read by this user");
        } catch (CharacterCodingException _) {
            throw unreadable(variable, file, "is not text");
        } catch (IOException failed) {
            throw unreadable(variable, file, "cannot be read: " + failed.getMessage());
        }
    }

    private static SettingRefused unreadable(String variable, String file, String why) {
        return new SettingRefused("%s: the file '%s' %s.".formatted(variable, file, why));
    }
}
