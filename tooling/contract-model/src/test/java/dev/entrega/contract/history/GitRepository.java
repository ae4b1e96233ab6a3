package dev.entrega.contract.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real repository in a folder. */
record GitRepository(Path folder) {

    static GitRepository in(Path folder) {
        var repository = new GitRepository(folder);
        repository.git("init", "-q", "-b", "main");
        repository.git("config", "user.name", "Someone");
        repository.git("config", "user.email", "someone@example.com");
        repository.git("config", "commit.gpgsign", "false");
        return repository;
    }

    GitRepository commit(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        git("add", "-A");
        git("commit", "-q", "-m", "A step");
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
