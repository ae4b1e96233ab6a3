package dev.entrega.toolbelt.dev.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real Maven, and a module that has nothing to compile. */
class BuildTest {
    private static final String POM = """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>test</groupId><artifactId>%s</artifactId><version>1</version><packaging>pom</packaging>
          %s
        </project>
        """;

    @TempDir
    private Path root;

    private Path stock;

    @BeforeEach
    void project() throws Exception {
        stock = Files.createDirectories(root.resolve("services/stock"));
        Files.writeString(
                root.resolve("pom.xml"), POM.formatted("root", "<modules><module>services/stock</module></modules>"));
        Files.writeString(stock.resolve("pom.xml"), POM.formatted("stock", ""));
    }

    @Test
    void aServiceIsBuiltFromItsProject() throws Exception {
        assertThat(new Build(root, stock).run()).isEqualTo(new Build.Result(true, ""));
        assertThat(new Build(stock, stock).run().good()).isTrue();
    }

    @Test
    void whatMavenHasAgainstItIsHandedOn() throws Exception {
        Files.writeString(stock.resolve("pom.xml"), POM.formatted("stock", "<dependencies>nonsense</dependencies>"));

        Build.Result result = new Build(root, stock).run();

        assertThat(result.good()).isFalse();
        assertThat(result.errors()).contains("services/stock/pom.xml").doesNotContain("[Help", "Re-run Maven");
    }

    @Test
    void aRunningProcessKeepsTheJarThatItHasOpen() throws Exception {
        Path jar = Files.createDirectories(stock.resolve("target/lib")).resolve("contracts-1-SNAPSHOT.jar");
        Files.writeString(jar, "before");
        Object open = key(jar);

        assertThat(new Build(root, stock).run().good()).isTrue();

        assertThat(jar).content().isEqualTo("before");
        assertThat(key(jar)).isNotEqualTo(open);
    }

    private static Object key(Path file) throws Exception {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
