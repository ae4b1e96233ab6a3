package dev.entrega.marketplace.partner;

import dev.entrega.api.webhook.Webhook;
import dev.entrega.marketplace.contract.OrderReceivedV1;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;

/** Where the kiosk sends its orders, in a scheme of its own. */
@Controller("/kiosk")
@ExecuteOn(TaskExecutors.BLOCKING)
@Publishes(OrderReceivedV1.class)
class KioskWebhook {
    private final Publisher publisher;

    KioskWebhook(Publisher publisher) {
        this.publisher = publisher;
    }

    @Post("/orders")
    @Status(HttpStatus.ACCEPTED)
    @Webhook(Partners.KIOSK)
    HttpResponse<?> ordered(@Body @Valid KioskOrder order) {
        publisher.publish(Partners.KIOSK + "-" + order.orderNumber(), order.received());
        return HttpResponse.accepted();
    }
}
