package dev.entrega.client;

import dev.entrega.client.PartnerClient.Invoice;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.health.Availability;
import dev.entrega.messaging.health.Reach;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A service with a client of a partner, against real servers that fail in real ways. */
abstract class PartnerTest {

    static final Invoice INVOICE = new Invoice(7);

    final Partner partner = new Partner(Partner.status(200));
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(partner));
    private @Nullable ApplicationContext context;

    @AfterEach
    void close() throws Exception {
        for (var its : opened.reversed()) {
            its.close();
        }
    }

    Partner another(Partner.Behaviour behaviour) {
        var another = new Partner(behaviour);
        opened.add(another);
        return another;
    }

    PartnerClient client(Map<String, Object> settings) {
        return client(partner.url(), settings);
    }

    /** @param settings those of the upstream, without its name before them */
    PartnerClient client(String urls, Map<String, Object> settings) {
        return client(urls, settings, Map.of());
    }

    PartnerClient client(String urls, Map<String, Object> settings, Map<String, Object> others) {
        var all = new HashMap<String, Object>(SharedCloud.settings("client"));
        all.remove("database.url");
        all.put("entrega.service", "test-service");
        all.putAll(others);
        settings.forEach((name, value) -> all.put("upstreams.partner." + name, value));
        all.put("upstreams.partner.url", urls);
        return client(ApplicationContext.run(all));
    }

    /** Of a service that has been started otherwise, and is closed with the test. */
    PartnerClient client(ApplicationContext started) {
        opened.add(started);
        context = started;
        return started.getBean(PartnerClient.class);
    }

    <T> T bean(Class<T> type) {
        return Objects.requireNonNull(context, "call client() first").getBean(type);
    }

    Reach reach() {
        return bean(Availability.class).reach("partner");
    }

    /** As many answers of that status first, then good ones. */
    static Partner.Behaviour failing(int times, int status) {
        var left = new AtomicInteger(times);
        return exchange -> Partner.answer(exchange, left.getAndDecrement() > 0 ? status : 200, Map.of());
    }
}
