package dev.entrega.marketplace.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("faults")
class ToolbeltLauncherTest {
    private static final Path TOOLBELT =
            Path.of("../../bin/toolbelt").toAbsolutePath().normalize();

    /** Everything the launcher calls, except java and mvn. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "dirname",
            "readlink",
            "grep",
            "sed",
            "find",
            "head",
            "tail",
            "mkdir",
            "cat",
            "date",
            "rm",
            "mv",
            "sleep");

    @TempDir
    private Path folder;

    @Test
    void withoutAJdk25ItSaysInOneLineWhatToDo() throws Exception {
        var launcher = new ProcessBuilder(TOOLBELT.toString(), "--version").directory(folder.toFile());
        launcher.environment().clear();
        launcher.environment().put("PATH", pathWithoutJava().toString());
        launcher.environment().put("ENTREGA_JDKS", "");

        Process process = launcher.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(out).isEmpty();
        assertThat(err.lines()).singleElement().asString().contains("no JDK 25", "JAVA25_HOME");
    }

    private Path pathWithoutJava() throws IOException {
        Path path = Files.createDirectory(folder.resolve("path"));
        for (String tool : TOOLS) {
            Path wrapper = Files.writeString(path.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
        return path;
    }

    private static Path find(String tool) {
        return Stream.of("/bin", "/usr/bin")
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
