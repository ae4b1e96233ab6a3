package dev.entrega.toolbelt.dev.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.entrega.toolbelt.dev.live.SampleSystem;
import dev.entrega.toolbelt.dev.live.Watch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one. */
class BrowserTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path profile;

    private SampleSystem system;
    private Watch watch;
    private PageServer server;
    private Chromium browser;

    @BeforeEach
    void open() throws Exception {
        var program = Chromium.find();
        assumeTrue(program.isPresent(), "no Chromium on PATH: apt-get install chromium to test the page in a browser");
        system = SampleSystem.start();
        watch = system.watch();
        server = PageServer.bind(0);
        server.serve(watch, new RecordedControls());
        browser = Chromium.start(program.orElseThrow(), profile);
        browser.open(server.address());
    }

    @AfterEach
    void end() throws Exception {
        if (browser != null) {
            browser.close();
            server.close();
            watch.stop();
            system.close();
        }
    }

    @Test
    void itFollowsWhatHappensPressesButtonsAndBreaksNoPolicy() throws Exception {
        assertThat(browser.evaluate("document.getElementById('handled').textContent"))
                .isEqualTo("1");

        system.run("stock-service", """
            INSERT INTO entrega.inbox (handler, source, event_id) VALUES ('reserve-stock', '/orders-api', 'e3')\
            """);
        await().atMost(SOON)
                .until(() -> browser.evaluate("document.getElementById('handled').textContent")
                        .equals("2"));

        browser.evaluate("document.querySelector('button.redrive').focus()");
        browser.evaluate("document.querySelector('button.redrive').click()");
        await().atMost(SOON)
                .until(() -> browser.evaluate("document.getElementById('notices').textContent")
                        .contains("redrive stock-service"));
        assertThat(browser.evaluate("document.activeElement.className")).isEqualTo("redrive");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() throws Exception {
        browser.show(375, 800, true);
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo("375");
    }

    @Test
    void itSaysSoWhenTheRunHasEnded() throws Exception {
        assertThat(browser.evaluate("document.getElementById('offline').hidden"))
                .isEqualTo("true");
        server.close();
        await().atMost(SOON)
                .until(() -> browser.evaluate("document.getElementById('offline').hidden")
                        .equals("false"));
    }
}
