package dev.entrega.benchmark.service;

import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Publishes where there is no database, and waits for the confirmation. */
@Singleton
@Publishes(OrderPlacedV2.class)
@Requires(property = "benchmark.trials")
@Requires(missingBeans = DataSource.class)
final class Direct implements Trial {

    private final Publisher publisher;

    Direct(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public long once() {
        publisher.publish(SampleOrder.SUBJECT, SampleOrder.ORDER);
        return 1;
    }
}
