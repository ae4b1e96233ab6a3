package dev.entrega.toolbelt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, to be killed. */
record ToolbeltProcess(Process process, Path out, Path err) {

    static ToolbeltProcess start(Terminal terminal, String... arguments) throws IOException {
        Path out = terminal.folder.resolve("out");
        Path err = terminal.folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Toolbelt.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(terminal.folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("ENTREGA_ENV", terminal.environment);
        return new ToolbeltProcess(builder.start(), out, err);
    }

    /** As Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** @return its exit code, within 30 s */
    int ended() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after 30 s");
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8) + Files.readString(err, StandardCharsets.UTF_8);
    }
}
