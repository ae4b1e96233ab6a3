package dev.entrega.marketplace.tests;

import static org.awaitility.Awaitility.await;

import dev.entrega.marketplace.demo.Marketplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What keeps the marketplace of {@code toolbelt dev} busy, as its Procfile starts it. */
@Tag("faults")
class TrafficTest {
    private static final String JAR = "../marketplace-demo/target/marketplace-demo.jar";

    @Test
    void someOrdersAreShippedAndOthersStayConfirmed() throws Exception {
        try (Marketplace marketplace = Marketplace.start(Path.of(".."))) {
            Process traffic = start(marketplace);
            try {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> orders(marketplace, "shipped") > 0 && orders(marketplace, "confirmed") > 0);
            } finally {
                traffic.destroy();
                traffic.waitFor();
            }
        }
    }

    private static long orders(Marketplace marketplace, String state) {
        return marketplace.orders().number("SELECT count(*) FROM orders WHERE state = '" + state + "'");
    }

    private static Process start(Marketplace marketplace) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var traffic = new ProcessBuilder(java, "-cp", JAR, "dev.entrega.marketplace.demo.Traffic")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        traffic.environment().putAll(marketplace.environment(marketplace.orders()));
        traffic.environment().put("ORDERS_API_URL", marketplace.ordersApi().toString());
        traffic.environment().remove("MARKETPLACE_WEBHOOK_URL");
        return traffic.start();
    }
}
