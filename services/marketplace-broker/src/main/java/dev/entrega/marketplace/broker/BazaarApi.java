package dev.entrega.marketplace.broker;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.client.annotation.Client;

/** What bazaar, a partner, can be told. */
@Client("bazaar")
interface BazaarApi {

    /** Where a parcel is to be found. */
    @Introspected
    record Shipment(String carrier, String trackingCode) {}

    /**
     * All goods of an order are on their way.
     *
     * @param key a second call under the same one changes nothing
     * @return 404 if the order did not come from there
     */
    @Put("/orders/{order}/shipment")
    HttpResponse<?> ship(String order, @Body Shipment shipment, @Header("Idempotency-Key") String key);
}
