package dev.entrega.api.webhook;

import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;

/** A service that a partner tells of parcels, each an event. */
@Controller("/parcels")
@ExecuteOn(TaskExecutors.BLOCKING)
@Publishes(OrderShippedV1.class)
@Requires(property = "partner")
class PartnerCalls {
    static final String SECRET = "shared-by-the-two-of-us";

    @Introspected
    record Parcels(String id, List<String> codes) {}

    private final Publisher publisher;

    PartnerCalls(Publisher publisher) {
        this.publisher = publisher;
    }

    @Post
    @Webhook("acme")
    @Transactional
    HttpResponse<?> sent(@Body Parcels parcels) {
        parcels.codes().forEach(code -> publisher.publish("parcel", new OrderShippedV1("Posta", code)));
        return HttpResponse.accepted();
    }

    @Factory
    @Requires(property = "partner", value = "acme")
    static final class Scheme {
        @Singleton
        @Named("acme")
        WebhookScheme acme() {
            return HmacScheme.in("X-Signature", "/id", "ACME_SECRETS", List.of(SECRET));
        }
    }
}
