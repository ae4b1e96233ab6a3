package dev.entrega.marketplace.backoffice;

import dev.entrega.api.RefusedException;
import dev.entrega.client.NextPage;
import dev.entrega.marketplace.backoffice.OrdersApi.Cancellation;
import dev.entrega.marketplace.backoffice.OrdersApi.NewOrder;
import dev.entrega.marketplace.backoffice.OrdersApi.Order;
import dev.entrega.marketplace.backoffice.OrdersApi.Refusal;
import dev.entrega.marketplace.backoffice.OrdersApi.Transition;
import dev.entrega.marketplace.backoffice.Outcome.Done;
import dev.entrega.marketplace.backoffice.Outcome.Refused;
import dev.entrega.marketplace.backoffice.Outcome.Unknown;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The orders of {@code orders-api}. What reads throws {@link HttpClientException} if there is no good answer; what changes
 * something returns what became of it. Thread-safe.
 */
@Singleton
final class Orders {
    static final int PAGE = 20;

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");
    private static final Pattern ID_AT_THE_END = Pattern.compile("/([0-9a-fA-F-]{36})$");
    private static final String IN_FLIGHT = "idempotency-key-in-flight";

    /** The second click of a double click waits for the first, as long as orders-api asks for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int PAUSES = 3;

    /** Its token is not good, or not for that: nothing that anybody at a page could mend. */
    private static final Set<Integer> OF_THIS_SERVICE =
            Set.of(HttpStatus.UNAUTHORIZED.getCode(), HttpStatus.FORBIDDEN.getCode());

    private final OrdersApi api;

    Orders(OrdersApi api) {
        this.api = api;
    }

    /** @param next the cursor of the older ones, {@code null} if there are none */
    record Found(List<Order> orders, @Nullable String next) {}

    Found list(@Nullable String state, @Nullable String cursor) {
        var answer = api.list(PAGE, cursor, state);
        var page = answer.getBody()
                .orElseThrow(() -> new HttpClientException("orders-api has answered without a page of orders"));
        return new Found(page.orders(), NextPage.cursorAfter(answer).orElse(null));
    }

    /** @throws RefusedException (404) if there is none of that id */
    Order read(String id) {
        var answer = api.read(known(id));
        if (answer.code() == HttpStatus.NOT_FOUND.getCode()) {
            throw unknown();
        }
        return answer.getBody().orElseThrow(() -> new HttpClientException("orders-api has answered without an order"));
    }

    List<Transition> history(String id) {
        return api.history(known(id));
    }

    Outcome place(String key, NewOrder order) {
        return outcome(() -> api.place(key, order));
    }

    /**
     * @param version that whoever cancels has seen
     * @throws RefusedException (404) if there is none of that id
     */
    Outcome cancel(String id, String key, long version, String reason) {
        String order = known(id);
        return switch (outcome(() -> api.cancel(order, key, "\"" + version + "\"", new Cancellation(reason)))) {
            case Done done -> new Done(id);
            case Refused refused -> refused;
            case Unknown none -> none;
        };
    }

    private static Outcome outcome(Supplier<HttpResponse<?>> request) {
        for (int pauses = 0; ; pauses++) {
            try {
                var answer = request.get();
                return answer.code() == HttpStatus.NOT_FOUND.getCode() ? notFound() : new Done(order(answer));
            } catch (HttpClientResponseException e) {
                var refusal = refusal(e);
                if (refusal.isEmpty()) {
                    return new Unknown();
                }
                if (!refusal.get().code().equals(IN_FLIGHT)) {
                    return new Refused(e.getStatus(), refusal.get());
                }
                if (pauses == PAUSES || !slept()) {
                    return new Unknown();
                }
            } catch (HttpClientException e) {
                return new Unknown();
            }
        }
    }

    private static boolean slept() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String order(HttpResponse<?> answer) {
        var id = ID_AT_THE_END.matcher(answer.getHeaders().get(HttpHeaders.LOCATION, String.class, ""));
        return id.find() ? id.group(1) : "";
    }

    /** Why a request was refused; empty if it was not, but failed, or this service was and not who uses it. */
    static Optional<Refusal> refusal(HttpClientResponseException answered) {
        boolean refused = answered.code() < HttpStatus.INTERNAL_SERVER_ERROR.getCode()
                && !OF_THIS_SERVICE.contains(answered.code());
        return refused
                ? Optional.of(answered.getResponse()
                        .getBody(Refusal.class)
                        .orElseGet(
                                () -> new Refusal("refused", "orders-api has refused it and doesn't say why.", null)))
                : Optional.empty();
    }

    /** What is no id is not put into an address. */
    private static String known(String id) {
        if (!ID.matcher(id).matches()) {
            throw unknown();
        }
        return id;
    }

    private static Outcome notFound() {
        return new Refused(HttpStatus.NOT_FOUND, new Refusal("order-unknown", "There is no such order.", null));
    }

    private static RefusedException unknown() {
        return new RefusedException(HttpStatus.NOT_FOUND, "order-unknown", "There is no such order.");
    }
}
