package dev.entrega.toolbelt.dev.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the jar of one service by Maven, without what only checks: tests, format, dependency agreement. The running
 * process keeps the jars that it has open, whatever becomes of the build.
 *
 * @param root of the project, where Maven runs
 * @param module the service's folder, below the root or the root itself
 */
public record Build(Path root, Path module) {
    private static final int SHOWN = 12;
    private static final Pattern NOISE = Pattern.compile("^(\\[ERROR] )+| -> \\[Help \\d+]$");

    /**
     * How it ended.
     *
     * @param errors what the compiler says, empty if it went well
     */
    public record Result(boolean good, String errors) {}

    /** Builds; takes some seconds. */
    public Result run() throws InterruptedException {
        try {
            keepOpenJars();
            Result offline = maven("-o");
            return offline.good() || !offline.errors().contains("offline") ? offline : maven("-U");
        } catch (IOException e) {
            return new Result(
                    false,
                    "Maven can't be started (" + e.getMessage()
                            + "): put mvn 3.8.7 or later on PATH and save the file again");
        }
    }

    private Result maven(String network) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", network, "-q", "-B"));
        if (!module.equals(root)) {
            command.addAll(List.of("-pl", root.relativize(module).toString(), "-am"));
        }
        command.addAll(
                List.of("-Prun-only", "-DskipTests", "-Dspotless.check.skip=true", "-Denforcer.skip=true", "package"));
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process maven = builder.redirectInput(Path.of("/dev/null").toFile()).start();
        try {
            String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean good = maven.waitFor() == 0;
            return new Result(good, good ? "" : errors(output));
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
    }

    private static String errors(String output) {
        List<String> errors = output.lines()
                .filter(line -> line.startsWith("[ERROR] "))
                .map(line -> NOISE.matcher(line).replaceAll("").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("[Help") && !line.startsWith("->"))
                .filter(line -> !line.startsWith("To see the full") && !line.startsWith("Re-run Maven"))
                .filter(line -> !line.startsWith("For more information") && !line.startsWith("After correcting"))
                .distinct()
                .limit(SHOWN)
                .toList();
        return errors.isEmpty()
                ? output.lines().reduce((first, second) -> second).orElse("Maven said nothing")
                : String.join("\n", errors);
    }

    /**
     * Maven writes a new jar into the file of the old one, which a running JVM reads classes from until its end. So each
     * is replaced by a copy first, and the JVM keeps the file that it has.
     */
    private void keepOpenJars() throws IOException {
        Path target = module.resolve("target");
        for (Path jar : Stream.concat(jars(target, ".jar"), jars(target.resolve("lib"), "-SNAPSHOT.jar"))
                .toList()) {
            Path copy = jar.resolveSibling(jar.getFileName() + ".copy");
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(copy, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Stream<Path> jars(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .collect(Collectors.toList())
                    .stream();
        }
    }
}
