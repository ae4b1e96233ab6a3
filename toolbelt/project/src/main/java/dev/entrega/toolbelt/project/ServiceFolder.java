package dev.entrega.toolbelt.project;

import dev.entrega.messaging.runtime.ServiceDescription;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A service of a project.
 *
 * @param name of its folder
 * @param root where its commands run
 * @param folder where its Procfile and its sources are; the root itself if the project is one service
 */
public record ServiceFolder(String name, Path root, Path folder, Procfile procfile) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static ServiceFolder at(Path root, Path folder) {
        return new ServiceFolder(
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                root,
                folder,
                Procfile.read(folder.resolve("Procfile")));
    }

    /**
     * What a development environment sets for it: the lines of {@code dev.env}, empty if there is none. A line without a value
     * takes the variable away, as {@code DATABASE_URL=} of a service that needs no database.
     */
    public Map<String, String> devEnvironment() {
        Path file = folder.resolve("dev.env");
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            var values = new LinkedHashMap<String, String>();
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (equals < 1) {
                    throw new ProjectException(file + " holds \"" + line + "\": write it as NAME=VALUE");
                }
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
            return values;
        } catch (IOException e) {
            throw new ProjectException(file + " can't be read (" + e + "): check that it is readable", e);
        }
    }

    /**
     * A command of the Procfile, to be started in a shell that gives way to it, so that signals reach the program. The
     * {@code java} that it finds is the one that this program runs on, as a PaaS would provide it.
     */
    public ProcessBuilder process(String command) {
        var builder = new ProcessBuilder("/bin/sh", "-c", "exec " + command).directory(root.toFile());
        String jdk = System.getProperty("java.home");
        builder.environment().merge("PATH", jdk + "/bin", (path, java) -> java + ":" + path);
        builder.environment().put("JAVA_HOME", jdk);
        return builder;
    }

    /** Sets variables of a process; one without a value is taken away, whatever this process has. */
    public static void set(ProcessBuilder process, Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (value.isEmpty()) {
                process.environment().remove(name);
            } else {
                process.environment().put(name, value);
            }
        });
    }

    /**
     * Asks the service what its code declares; takes as long as a JVM and a container need to start, 1 to 3 s.
     *
     * @param environment added to this process's own
     * @throws ProjectException if it was not built, or doesn't answer
     */
    public ServiceDescription describe(Map<String, String> environment) {
        return describe(environment, PATIENCE);
    }

    ServiceDescription describe(Map<String, String> environment, Duration patience) {
        String command = procfile.describe()
                .orElseThrow(() -> new ProjectException(folder.resolve("Procfile")
                        + " has no process type release whose command ends with the word release; add it"));
        try {
            var builder = process(command);
            set(builder, environment);
            var process = builder.start();
            var answer = reading(process.inputReader(StandardCharsets.UTF_8));
            var errors = reading(process.errorReader(StandardCharsets.UTF_8));
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new ProjectException(
                        name + " did not describe itself within " + patience.toSeconds()
                                + " s: run its release command with the word describe in place of release, and see where it hangs");
            }
            if (process.exitValue() != 0) {
                throw new ProjectException(name + " can't describe itself (" + lastLine(errors.get())
                        + "): check that it was built (mvn package), and that it starts");
            }
            return ServiceDescription.parse(answer.get());
        } catch (IOException e) {
            throw new ProjectException(name + " can't be asked (" + e.getMessage() + ")", e);
        } catch (ExecutionException e) {
            throw new ProjectException(name + "'s answer can't be read (" + e.getCause() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProjectException("interrupted while " + name + " described itself", e);
        }
    }

    /** Goes on while we wait for the end of the process: one that fills a pipe nobody reads would never end. */
    private static Future<String> reading(BufferedReader output) {
        var reading = new FutureTask<>(() -> {
            try (output) {
                return output.lines().collect(Collectors.joining("\n"));
            }
        });
        Thread.ofPlatform().daemon().start(reading);
        return reading;
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("it said nothing");
    }
}
