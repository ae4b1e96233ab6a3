package dev.entrega.toolbelt.project;

import dev.entrega.messaging.aws.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The environments that tools may look at: those of {@code environments.yml} in the project's folder, or of the file
 * that {@code ENTREGA_ENVIRONMENTS} names, and the one of a running {@code toolbelt dev}. <code>${NAME}</code> in a
 * value stands for a variable, so that the file holds no secret.
 */
public final class Environments {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Map<String, Entries> profiles;
    private final String asked;

    private Environments(Map<String, Entries> profiles, String asked) {
        this.profiles = Map.copyOf(profiles);
        this.asked = asked;
    }

    /** The file in which a running {@code toolbelt dev} says where everything is. */
    public static Path ofDev(Path projectRoot) {
        return projectRoot.resolve("target/toolbelt/dev/environments.yml");
    }

    /**
     * @param variables the process's environment
     * @throws ProjectException if a file can't be understood
     */
    public static Environments read(Path projectRoot, Map<String, String> variables) {
        Path file = Optional.ofNullable(variables.get("ENTREGA_ENVIRONMENTS"))
                .map(Path::of)
                .orElse(projectRoot.resolve("environments.yml"));
        var profiles = new TreeMap<>(profilesOf(file, variables));
        profiles.putAll(profilesOf(ofDev(projectRoot), variables));
        return new Environments(profiles, file.toString());
    }

    /** @throws ProjectException if there is none of that name */
    public Profile profile(String name) {
        var entries = profiles.get(name);
        if (entries == null) {
            String known = profiles.isEmpty() ? "none is known" : "known: " + String.join(", ", names());
            throw new ProjectException("there is no environment " + name + " (" + known + "); "
                    + (name.equals("dev") ? "start toolbelt dev, or " : "") + "describe it in " + asked);
        }
        return profile(name, entries);
    }

    /**
     * Variables that the environment's services are started with and that what they declare depends on, as {@code
     * ENTREGA_QUEUE_VISIBILITY}; empty if no file knows the environment.
     */
    public Map<String, String> settings(String name) {
        var settings = new TreeMap<String, String>();
        var entries = profiles.get(name);
        if (entries != null) {
            var given = entries.child("settings");
            given.children().keySet().forEach(setting -> settings.put(setting, given.required(setting)));
        }
        return settings;
    }

    public Set<String> names() {
        return new TreeSet<>(profiles.keySet());
    }

    private static Map<String, Entries> profilesOf(Path file, Map<String, String> variables) {
        return Files.exists(file) ? new Entries(file, variables, "", load(file)).children() : Map.of();
    }

    private static Profile profile(String name, Entries entries) {
        var databases = new TreeMap<String, DatabaseAddress>();
        entries.child("services")
                .children()
                .forEach((service, own) ->
                        own.optional("database-url").ifPresent(url -> databases.put(service, DatabaseAddress.of(url))));
        var access = new Access(
                entries.required("region"),
                entries.optional("endpoint").orElse(null),
                entries.optional("access-key-id").orElse(null),
                entries.optional("secret-access-key").orElse(null));
        return new Profile(name, access, databases);
    }

    private static Object load(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException | YAMLException e) {
            throw new ProjectException(
                    file + " can't be read ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "): mend it",
                    e);
        }
    }

    /** A part of the file that is a map of names. */
    private record Entries(
            Path file,
            Map<String, String> variables,
            String path,
            @Nullable Object yaml) {

        Map<String, Entries> children() {
            var children = new TreeMap<String, Entries>();
            map().forEach((name, value) -> children.put(name.toString(), child(name.toString())));
            return children;
        }

        Entries child(String name) {
            return new Entries(file, variables, path.isEmpty() ? name : path + "." + name, map().get(name));
        }

        String required(String name) {
            return optional(name).orElseThrow(() -> wrong(path + "." + name + " is missing: add it"));
        }

        Optional<String> optional(String name) {
            Object value = map().get(name);
            return value == null
                    ? Optional.empty()
                    : Optional.of(VARIABLE.matcher(value.toString()).replaceAll(this::value));
        }

        private String value(MatchResult variable) {
            String value = variables.get(variable.group(1));
            if (value == null) {
                throw wrong("needs the environment variable " + variable.group(1) + ", which is not set");
            }
            return Matcher.quoteReplacement(value);
        }

        private Map<?, ?> map() {
            if (yaml == null) {
                return Map.of();
            }
            if (yaml instanceof Map<?, ?> map) {
                return map;
            }
            throw wrong((path.isEmpty() ? "it" : path) + " has to be a map of names");
        }

        private ProjectException wrong(String what) {
            return new ProjectException(file + ": " + what);
        }
    }
}
