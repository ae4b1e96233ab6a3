package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search of the catalogue in a real browser, from the disk. */
class ContractDocsSearchTest {

    @TempDir
    Path folder;

    @Test
    void onlyEventsWithAllWordsAreShown() throws Exception {
        var program = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "there is no Chromium on this machine");
        var shop = new Shop(folder);
        assertThat(shop.terminal.run("contract", "docs", "--out", "site").exitCode())
                .isZero();

        assertThat(page(program.get(), "#q=reserve-stock%20BUYER"))
                .contains("1 of 2 events")
                .containsPattern("<tr data-words=\"stock\\.reserved[^>]* hidden")
                .doesNotContainPattern("<tr data-words=\"order\\.placed[^>]* hidden");
        assertThat(page(program.get(), ""))
                .doesNotContainPattern("<tr data-words=[^>]* hidden")
                .containsPattern("<form id=\"search\" role=\"search\">");
    }

    private String page(Path program, String fragment) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        folder.resolve("site/index.html").toUri() + fragment)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
