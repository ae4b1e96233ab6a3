package dev.entrega.contract.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A project with one contract, in a folder that may be a git repository. */
record Project(Path folder) {

    static final String PLACED = "contracts/order/placed/v1.schema.json";

    Project write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Its total being of a type. */
    Project placed(String type) throws IOException {
        return write("contracts/order/placed/v1.examples/valid.json", "{}").write(PLACED, """
                        {
                          "$schema": "https://json-schema.org/draft/2020-12/schema",
                          "description": "Somebody has ordered.",
                          "type": "object",
                          "properties": {
                            "total": { "description": "In cents.", "type": "%s" }
                          }
                        }
                        """.formatted(type));
    }

    Project exempt(String rule, String pointer) throws IOException {
        return write("contracts/contract-exemptions.yaml", """
                - type: order.placed
                  version: 1
                  rule: %s
                  pointer: "%s"
                  reason: nobody reads it yet
                  expires: 2999-12-31
                """.formatted(rule, pointer));
    }

    Project initialized() {
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Someone");
        git("config", "user.email", "someone@example.com");
        git("config", "commit.gpgsign", "false");
        return this;
    }

    Project commit() {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", "A step");
        return this;
    }

    void git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command.toString(), e);
        }
    }
}
