package dev.entrega.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutantTest {

    private static final Path HOME = Path.of("../..");

    @TempDir
    private Path folder;

    private static List<Path> libraries() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(":", -1)).map(Path::of).toList();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANSWER_BEFORE_COMMIT")
    void isStillAChangeOfTheRealSource(Mutant mutant) throws IOException {
        mutant.compile(HOME, libraries(), folder);

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class"))).isNotEmpty();
        }
    }

    @Test
    void thatMeansNothingAnyMoreIsRefused() throws IOException {
        Path source = folder.resolve("platform-messaging/src/main/java/dev/entrega/messaging/outbox/Turns.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "final class Turns {}");

        assertThatThrownBy(() -> Mutant.GROUP_ALL_AT_ONCE.compile(folder, libraries(), folder))
                .hasMessageContaining("group-all-at-once means nothing any more")
                .hasMessageContaining("Turns.java");
    }

    @Test
    void isKnownByItsName() {
        assertThat(Mutant.of("inbox-off")).isEqualTo(Mutant.INBOX_OFF);
        assertThatThrownBy(() -> Mutant.of("inbox")).hasMessageContaining("take one of inbox-off, ");
    }
}
