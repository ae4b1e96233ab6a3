package dev.entrega.toolbelt.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The process types of a service, as the PaaS starts them: lines of {@code type: command}.
 *
 * @param processes the commands by their type, in the file's order
 */
public record Procfile(Map<String, String> processes) {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(\\S.*)");
    private static final String RELEASE = "release";

    /** They do one thing and end, when somebody starts them. */
    private static final Set<String> ONE_OFF = Set.of(RELEASE, "job");

    public Procfile {
        processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    }

    /** @throws ProjectException if it can't be read, or a line of it can't be understood */
    public static Procfile read(Path file) {
        try {
            var processes = new LinkedHashMap<String, String>();
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                var parts = LINE.matcher(line.strip());
                if (!parts.matches()) {
                    throw new ProjectException(
                            file + " holds \"" + line + "\", which is no process type: write it as type: command");
                }
                processes.put(parts.group(1), parts.group(2));
            }
            return new Procfile(processes);
        } catch (IOException e) {
            throw new ProjectException(file + " can't be read (" + e + "): check that it is there and readable", e);
        }
    }

    /** The types of the processes that run until they are stopped, in the file's order. */
    public List<String> lasting() {
        return processes.keySet().stream()
                .filter(type -> !ONE_OFF.contains(type))
                .toList();
    }

    /** The command that tells what the service declares: that of the release process, with another last word. */
    public Optional<String> describe() {
        return Optional.ofNullable(processes.get(RELEASE))
                .filter(command -> command.endsWith(" " + RELEASE))
                .map(command -> command.substring(0, command.length() - RELEASE.length()) + "describe");
    }
}
