package dev.entrega.marketplace.settlement;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.annotation.Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the job asks {@code orders-api}. */
@Client("orders-api")
interface OrdersApi {

    /** Some orders. */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Page(List<Order> orders) {
        public Page {
            orders = orders == null ? List.of() : orders; // An older orders-api leaves an empty list out.
        }
    }

    /** Of an order what the job needs. */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Order(String id, Money total) {}

    /** An amount in the smallest unit of a currency. */
    @Introspected
    record Money(long amount, String currency) {}

    /**
     * Orders in a state.
     *
     * @param cursor from the page before
     */
    @Get("/orders")
    HttpResponse<Page> list(@QueryValue String state, @QueryValue int limit, @QueryValue @Nullable String cursor);
}
