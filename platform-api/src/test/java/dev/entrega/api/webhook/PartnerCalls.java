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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A service that a partner tells of parcels, each an event. */
@Controller("/parcels")
@ExecuteOn(TaskExecutors.BLOCKING)
@Publishes(OrderShippedV1.class)
@Requires(property = "partner")
class PartnerCalls {
    static final String SECRET = "shared-by-the-two-of-us";

    @Introspected
    record Parcels(String id, List<String> codes, @Nullable String subject) {}

    private final Publisher publisher;

    PartnerCalls(Publisher publisher) {
        this.publisher = publisher;
    }

    @Post
    @Webhook("acme")
    @Transactional
    HttpResponse<?> sent(@Body Parcels parcels) {
        String subject = parcels.subject() == null ? "parcel" : parcels.subject();
        parcels.codes().forEach(code -> publisher.publish(subject, new OrderShippedV1("Posta", code)));
        return HttpResponse.accepted();
    }

    @Factory
    @Requires(property = "partner", value = "acme")
    static final class Scheme {
        @Singleton
        @Named("acme")
        Watched acme() {
            return new Watched(HmacScheme.in("X-Signature", "/id", "ACME_SECRETS", List.of(SECRET)));
        }
    }

    /** Tells on which thread it was asked. */
    static final class Watched implements WebhookScheme {
        private final WebhookScheme scheme;
        private volatile boolean onEventLoop;

        Watched(WebhookScheme scheme) {
            this.scheme = scheme;
        }

        boolean onEventLoop() {
            return onEventLoop;
        }

        @Override
        public String verify(SignedRequest request) {
            onEventLoop = !Thread.currentThread().isVirtual();
            return scheme.verify(request);
        }
    }

    /** Not as a partner is named. */
    @Controller("/misnamed")
    @Requires(property = "mistake", value = "name")
    static class Misnamed {
        @Post
        @Webhook("a:b")
        HttpResponse<?> sent() {
            return HttpResponse.accepted();
        }
    }

    /** Returns before it has done anything. */
    @Controller("/later")
    @Requires(property = "mistake", value = "asynchronous")
    static class Asynchronous {
        @Post
        @Webhook("acme")
        CompletionStage<HttpResponse<?>> sent() {
            return CompletableFuture.completedStage(HttpResponse.accepted());
        }
    }
}
