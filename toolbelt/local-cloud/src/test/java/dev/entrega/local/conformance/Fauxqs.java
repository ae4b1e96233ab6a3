package dev.entrega.local.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fauxqs of its own, installed with its Node into the module's target. */
final class Fauxqs implements AutoCloseable {
    private static final List<String> PACKAGES = List.of("fauxqs@2.4.1", "node@22.23.3");
    private static final Pattern LISTENING = Pattern.compile("Server listening at http://127\\.0\\.0\\.1:(\\d+)");
    private static final Path HOME = Path.of("target", "fauxqs");

    private final Process process;
    private final URI endpoint;

    private Fauxqs(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static Fauxqs start() throws Exception {
        boolean npm = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
        assumeTrue(npm, "npm is not on the PATH, so fauxqs can't be installed: install Node.js");
        install();
        Path log = HOME.resolve("fauxqs.log");
        Files.deleteIfExists(log);
        var builder = new ProcessBuilder(
                        HOME.resolve("node_modules/.bin/node").toString(),
                        HOME.resolve("node_modules/fauxqs/dist/cli.js").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("FAUXQS_PORT", "0");
        Process process = builder.start();
        await("fauxqs, see " + log)
                .atMost(Duration.ofSeconds(30))
                .until(() -> port(log).find());
        Matcher port = port(log);
        if (!port.find()) {
            throw new IllegalStateException(Files.readString(log));
        }
        return new Fauxqs(process, URI.create("http://127.0.0.1:" + port.group(1)));
    }

    private static Matcher port(Path log) throws IOException {
        return LISTENING.matcher(Files.readString(log, UTF_8));
    }

    /** Does nothing if both are there in these versions. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        Path log = HOME.resolve("npm.log");
        var command =
                new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", HOME.toString()));
        command.addAll(PACKAGES);
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("npm can't install " + PACKAGES + ":\n" + Files.readString(log, UTF_8));
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
