package dev.entrega.contract.history;

import dev.entrega.contract.ContractException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The {@code git} of the machine, asked in a folder. Only reads. */
record Git(Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * What came back.
     *
     * @param out each byte as a character, since it need not be text
     */
    record Answer(int exitCode, String out, String err) {
        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            return out.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** @throws ContractException if git says no */
    Answer ask(String... arguments) {
        var answer = tryTo(new byte[0], arguments);
        if (answer.exitCode() != 0) {
            throw new ContractException("git " + arguments[0] + " in " + folder + " failed: "
                    + answer.err().strip());
        }
        return answer;
    }

    /** The id of the commit that a reference means; empty if it means none. */
    Optional<String> commit(String reference) {
        // A reference that begins with a hyphen would be an option.
        if (reference.startsWith("-") || reference.isBlank()) {
            return Optional.empty();
        }
        var answer = tryTo(new byte[0], "rev-parse", "--verify", "--quiet", reference + "^{commit}");
        return answer.exitCode() == 0 ? Optional.of(answer.text().strip()) : Optional.empty();
    }

    /** Why nothing can be asked there, in a line; empty if it can. */
    Optional<String> refusal() {
        var inside = tryTo(new byte[0], "rev-parse", "--git-dir");
        return inside.exitCode() == 0
                ? Optional.empty()
                : Optional.of(folder + " is in no git repository ("
                        + inside.err().strip().replaceAll("\\s+", " ") + ")");
    }

    /** @param input for its standard input */
    Answer tryTo(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "--no-pager", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        // Inside a hook these would point git to another repository than the folder's.
        builder.environment().keySet().removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"));
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C");
        try {
            return finish(builder.start(), input);
        } catch (IOException e) {
            throw new ContractException(
                    "git can't be started (" + e.getMessage() + "): install it, or compare with a folder", e);
        }
    }

    private static Answer finish(Process process, byte[] input) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var readers = List.of(drained(process.getInputStream(), out), drained(process.getErrorStream(), err));
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // It ended without reading all; its exit code and its words say why.
        }
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ContractException(
                        "git did not answer within " + LIMIT.toMinutes() + " minutes: try the command by hand");
            }
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ContractException("interrupted while git was at work", e);
        }
        return new Answer(
                process.exitValue(), out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }

    private static Thread drained(InputStream from, ByteArrayOutputStream to) {
        Thread reader = new Thread(() -> drain(from, to), "git");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void drain(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            // The process is gone, and what it said so far is all.
        }
    }
}
