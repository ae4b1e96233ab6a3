package dev.entrega.contract.catalogue;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** AsyncAPI's official parser, which runs on Node.js. Where it can't be had, tests that need it are skipped and say why. */
final class NodeParser {

    private static final Path SOURCE = Path.of("src", "test", "asyncapi");
    private static final Path HOME = Path.of("target", "asyncapi-parser");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "check.mjs");

    /** What npm says when it can't fetch a package, which is no fault of what is tested. */
    private static final Pattern UNREACHABLE =
            Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONN\\w+|ETIMEDOUT|ENETUNREACH|E40[134]|E5\\d\\d|ENOTCACHED|ETARGET");

    private NodeParser() {}

    /** What the parser says of a document; see check.mjs. */
    static JsonNode check(String document) throws IOException, InterruptedException {
        install();
        Path file = Files.writeString(HOME.resolve("document"), document);
        Answer answer = run(HOME, "node", "check.mjs", file.getFileName().toString());
        if (answer.exitCode() != 0) {
            throw new AssertionError("node failed: " + answer.text());
        }
        return new JsonMapper().readTree(answer.text());
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        for (String command : List.of("node", "npm")) {
            try {
                run(HOME, command, "--version");
            } catch (IOException e) {
                abort("there is no " + command + " on this machine, which AsyncAPI's official parser needs");
            }
        }
        Path installed = HOME.resolve("node_modules/.package-lock.json");
        boolean current = Files.exists(installed)
                && Files.exists(HOME.resolve("package-lock.json"))
                && Files.mismatch(HOME.resolve("package-lock.json"), SOURCE.resolve("package-lock.json")) < 0;
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (current) {
            return;
        }
        Answer answer = run(HOME, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1");
        if (answer.exitCode() != 0 && UNREACHABLE.matcher(answer.text()).find()) {
            abort("AsyncAPI's official parser can't be fetched: " + answer.text());
        }
        if (answer.exitCode() != 0) {
            throw new AssertionError("npm ci failed: " + answer.text());
        }
    }

    private record Answer(int exitCode, String text) {}

    private static Answer run(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("NODE_NO_WARNINGS", "1"); // they would stand among the answer
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Answer(process.waitFor(), text);
    }
}
