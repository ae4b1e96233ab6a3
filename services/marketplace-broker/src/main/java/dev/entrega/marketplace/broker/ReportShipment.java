package dev.entrega.marketplace.broker;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.broker.BazaarApi.Shipment;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Event;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.exceptions.HttpClientResponseException;

/**
 * Tells bazaar of each shipped order, so that its buyers know where their parcel is. While bazaar is away its queue keeps the
 * events, and no attempt is spent on them.
 */
@Handles(value = "report-shipment", lane = "bazaar", needs = "bazaar")
final class ReportShipment implements Handler<OrderShippedV1> {

    private final BazaarApi bazaar;

    ReportShipment(BazaarApi bazaar) {
        this.bazaar = bazaar;
    }

    @Override
    public Outcome handle(Event<OrderShippedV1> event) {
        var shipment = new Shipment(event.data().carrier(), event.data().trackingCode());
        try {
            bazaar.ship(event.subject(), shipment, event.token("shipment"));
            return Outcome.done(); // Also for an order that bazaar doesn't know: it wasn't sold there.
        } catch (HttpClientResponseException e) {
            if (e.code() == HttpStatus.UNPROCESSABLE_ENTITY.getCode()) {
                return Outcome.deadLetter("bazaar does not take the shipment"); // Nor will it the next time.
            }
            throw e;
        }
    }
}
