package dev.entrega.contract.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.contract.generate.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRootTest {

    private static final SourceFile PLACED = new SourceFile(Path.of("a/b/Placed.java"), "record Placed() {}");
    private static final SourceFile SHIPPED = new SourceFile(Path.of("a/b/Shipped.java"), "record Shipped() {}");
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    Path folder;

    @Test
    void anUnchangedFileIsNotTouched() throws IOException {
        assertThat(replaceWith(PLACED, SHIPPED)).isEqualTo(2);
        Files.setLastModifiedTime(fileOf(PLACED), LONG_AGO);
        Files.setLastModifiedTime(fileOf(SHIPPED), LONG_AGO);

        assertThat(replaceWith(PLACED, new SourceFile(SHIPPED.path(), "record Shipped(int on) {}")))
                .isEqualTo(1);

        assertThat(Files.getLastModifiedTime(fileOf(PLACED))).isEqualTo(LONG_AGO);
        assertThat(fileOf(SHIPPED)).hasContent("record Shipped(int on) {}");
    }

    @Test
    void theRecordOfARemovedContractIsDeleted() {
        replaceWith(PLACED, SHIPPED);

        assertThat(replaceWith(PLACED)).isEqualTo(1);

        assertThat(fileOf(SHIPPED)).doesNotExist();
        assertThat(fileOf(PLACED)).exists();
    }

    private int replaceWith(SourceFile... sources) {
        return new SourceRoot(folder).replaceWith(List.of(sources));
    }

    private Path fileOf(SourceFile source) {
        return folder.resolve(source.path());
    }
}
