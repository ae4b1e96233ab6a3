package dev.entrega.toolbelt.dev.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {
    @TempDir
    private Path service;

    @BeforeEach
    void sources() throws Exception {
        Files.createDirectories(service.resolve("src/main"));
        Files.writeString(service.resolve("src/main/Handler.java"), "class Handler {}");
        Files.writeString(service.resolve("pom.xml"), "<project/>");
    }

    @Test
    void whatHasSettledIsToldOnce() throws Exception {
        var watch = new SourceWatch(service);
        assertThat(watch.hasSettledChange()).isFalse();

        Files.writeString(service.resolve("src/main/Handler.java"), "class Handler { int a; }");
        assertThat(watch.hasSettledChange()).as("may still be written").isFalse();
        Files.writeString(service.resolve("src/main/Handler.java"), "class Handler { int a, b; }");
        assertThat(watch.hasSettledChange()).as("was still written").isFalse();
        assertThat(watch.hasSettledChange()).isTrue();
        assertThat(watch.hasSettledChange()).isFalse();
    }

    @Test
    void newFilesDeletedFilesAndTheBuildsOwnFileCount() throws Exception {
        var watch = new SourceWatch(service);
        Files.writeString(service.resolve("src/main/Other.java"), "class Other {}");
        assertThat(settled(watch)).isTrue();
        Files.delete(service.resolve("src/main/Other.java"));
        assertThat(settled(watch)).isTrue();
        Files.writeString(service.resolve("pom.xml"), "<project></project>");
        assertThat(settled(watch)).isTrue();
    }

    @Test
    void contractsCountAndTestsDoNot() throws Exception {
        Path contracts = Files.createDirectories(service.resolve("contracts/price/changed"));
        var watch = new SourceWatch(service);
        Files.writeString(contracts.resolve("v1.schema.json"), "{}");
        assertThat(settled(watch)).isTrue();
        Files.createDirectories(service.resolve("src/test"));
        Files.writeString(service.resolve("src/test/HandlerTest.java"), "class HandlerTest {}");
        assertThat(settled(watch)).isFalse();
    }

    @Test
    void whatTheBuildWritesDoesNot() throws Exception {
        var watch = new SourceWatch(service);
        Files.createDirectories(service.resolve("target"));
        Files.writeString(service.resolve("target/stock.jar"), "jar");
        assertThat(settled(watch)).isFalse();
    }

    private static boolean settled(SourceWatch watch) {
        boolean first = watch.hasSettledChange();
        boolean second = watch.hasSettledChange();
        return first || second;
    }
}
