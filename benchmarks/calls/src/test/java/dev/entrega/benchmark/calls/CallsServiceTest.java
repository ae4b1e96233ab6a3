package dev.entrega.benchmark.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.entrega.benchmark.service.Trial;
import dev.entrega.local.LocalCloud;
import dev.entrega.local.LocalPostgres;
import io.micronaut.context.ApplicationContext;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** That the partner is really asked; how fast is nothing for a test. */
class CallsServiceTest {

    @Test
    void asksThePartnerForEachCallAndForEachEvent() throws Exception {
        System.setIn(InputStream.nullInputStream()); // It is whoever's has started the tests.
        var asked = new LongAdder();
        var partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        partner.createContext("/", exchange -> {
            asked.increment();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var cloud = LocalCloud.start();
                var postgres = LocalPostgres.start()) {
            partner.setExecutor(threads);
            partner.start();
            var settings = new HashMap<String, Object>();
            settings.put("entrega.service", "orders-api");
            settings.put("benchmark.trials", true);
            settings.put("benchmark.handler", "timed");
            settings.put("database.url", postgres.freshDatabase("calls"));
            settings.put("aws.endpoint-url", cloud.endpoint().toString());
            settings.put("aws.region", "us-east-1");
            settings.put(
                    "upstreams.partner.url",
                    "http://localhost:" + partner.getAddress().getPort());
            settings.put("benchmark.calls", 20);
            settings.put("oauth.issuer", "none");
            try (var context = ApplicationContext.run(settings)) {
                long calls = trial(context, "calls").once();
                assertThat(asked.sum()).isEqualTo(calls);

                trial(context, "latency").once();
                await().until(() -> asked.sum() == calls + 1);
            }
        } finally {
            partner.stop(0);
        }
    }

    private static Trial trial(ApplicationContext context, String name) {
        return context.getBeansOfType(Trial.class).stream()
                .filter(trial -> trial.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
