package dev.entrega.marketplace.backoffice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.annotation.Client;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pages ask {@code orders-api}. A newer one may say more than is read here. */
@Client("orders-api")
interface OrdersApi {

    /** Whose token a request brings: {@code Bearer TOKEN} of the person who looks at the page, {@code null} for none. */
    String PERSON = HttpHeaders.AUTHORIZATION;

    /** Some orders, the newest first. */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Page(List<Order> orders) {
        public Page {
            orders = orders == null ? List.of() : orders; // An older orders-api leaves an empty list out.
        }
    }

    /**
     * An order.
     *
     * @param state a word; there may come more of them than the pages know
     * @param version from 1, counted up with each transition
     */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Order(
            String id,
            String state,
            String channel,
            Buyer buyer,
            List<Line> lines,
            Money total,
            long version,
            Instant placedAt,
            Instant changedAt) {}

    /**
     * Who buys. Personal: it stays out of logs, and {@link #toString} says nothing.
     *
     * @param address where to deliver, {@code null} if the buyer collects the goods
     */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Buyer(String name, String email, @Nullable String address) {
        @Override
        public String toString() {
            return "Buyer[***]";
        }
    }

    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(String sku, long quantity, Money unitPrice) {}

    /** An amount in the smallest unit of a currency (ISO 4217). */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Money(long amount, String currency) {}

    /**
     * A transition that an order has made.
     *
     * @param version the order's after it
     * @param from the state before, {@code null} where it began
     */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Transition(long version, @Nullable String from, String to, String event, String eventId, Instant at) {}

    /** What somebody wants to buy, as it was typed: whether it is right says {@code orders-api} alone. */
    @Introspected
    record NewOrder(Buyer buyer, List<NewLine> lines) {}

    /** @param quantity a whole number, or what was typed in its place */
    @Introspected
    record NewLine(String sku, @Nullable Object quantity) {}

    /** @param reason in words for the buyer and the support team */
    @Introspected
    record Cancellation(String reason) {}

    /** Why {@code orders-api} refuses, of its {@code application/problem+json} what the pages show. */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(String code, String detail, @Nullable List<Flaw> errors) {}

    /** @param pointer a JSON pointer (RFC 6901) into what was sent, as {@code /lines/0/quantity} */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Flaw(String pointer, String detail) {}

    /**
     * The newest orders first, and in {@code Link} where older ones are, if there are any.
     *
     * @param cursor from the page before
     * @param state only orders that are in it now
     */
    @Get("/orders")
    HttpResponse<Page> list(
            @Header(PERSON) @Nullable String person,
            @QueryValue int limit,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String state);

    /** An unknown one is answered with 404, which throws nothing. */
    @Get("/orders/{id}")
    HttpResponse<Order> read(@Header(PERSON) @Nullable String person, String id);

    /** The states that it has been in, the oldest first. */
    @Get("/orders/{id}/history")
    List<Transition> history(@Header(PERSON) @Nullable String person, String id);

    /** A repeat under the same key places nothing and is answered with 304 and the first one's {@code Location}. */
    @Post("/orders")
    HttpResponse<?> place(
            @Header(PERSON) @Nullable String person, @Header("Idempotency-Key") String key, @Body NewOrder order);

    /** @param version as an entity tag: if it is another by now, the answer is 412 */
    @Post("/orders/{id}/cancellation")
    HttpResponse<?> cancel(
            @Header(PERSON) @Nullable String person,
            String id,
            @Header("Idempotency-Key") String key,
            @Header("If-Match") String version,
            @Body Cancellation cancellation);
}
