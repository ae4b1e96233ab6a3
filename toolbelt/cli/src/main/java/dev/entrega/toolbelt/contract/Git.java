package dev.entrega.toolbelt.contract;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** @throws ToolbeltException if git says no */
    Answer ask(String... arguments) {
        var answer = tryTo(new byte[0], arguments);
        if (answer.exitCode() != 0) {
            throw new ToolbeltException(
                    ExitCode.USAGE,
                    "git " + arguments[0] + " in " + folder + " failed: "
                            + answer.err().strip());
        }
        return answer;
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
            throw new ToolbeltException(
                    ExitCode.USAGE,
                    "git can't be started (" + e.getMessage() + "): install it, or give a folder with --against");
        }
    }

    private static Answer finish(Process process, byte[] input) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var readers = List.of(
                Thread.startVirtualThread(() -> drain(process.getInputStream(), out)),
                Thread.startVirtualThread(() -> drain(process.getErrorStream(), err)));
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // It ended without reading all; its exit code and its words say why.
        }
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ToolbeltException(
                        ExitCode.USAGE,
                        "git did not answer within " + LIMIT.toMinutes() + " minutes: try the command by hand");
            }
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ToolbeltException(ExitCode.INTERRUPTED, "interrupted while git was at work");
        }
        return new Answer(
                process.exitValue(), out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }

    private static void drain(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            // The process is gone, and what it said so far is all.
        }
    }
}
