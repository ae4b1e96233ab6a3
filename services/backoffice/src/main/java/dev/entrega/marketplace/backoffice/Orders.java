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
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders of {@code orders-api}. What reads throws {@link HttpClientException} if there is no good answer; what changes
 * something returns what became of it. Each asks as a person: by {@code Authorization}, {@code null} for nobody. Thread-safe.
 */
@Singleton
final class Orders {
    static final int PAGE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");
    private static final Pattern ID_AT_THE_END = Pattern.compile("/([0-9a-fA-F-]{36})$");
    private static final Refusal UNEXPLAINED =
            new Refusal("refused", "orders-api has refused it and doesn't say why.", null);
    private static final Refusal UNKNOWN_PERSON = new Refusal(
            "person-unknown",
            "orders-api does not take the token of your login. Log out and in again; if that does not help, whoever runs the"
                    + " backoffice finds in its log why.",
            null);
    private static final String IN_FLIGHT = "idempotency-key-in-flight";

    /** The second click of a double click waits for the first, as long as orders-api asks for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int PAUSES = 3;

    private final OrdersApi api;

    Orders(OrdersApi api) {
        this.api = api;
    }

    /** @param next the cursor of the older ones, {@code null} if there are none */
    record Found(List<Order> orders, @Nullable String next) {}

    Found list(@Nullable String person, @Nullable String state, @Nullable String cursor) {
        var answer = api.list(person, PAGE, cursor, state);
        var page = answer.getBody()
                .orElseThrow(() -> new HttpClientException("orders-api has answered without a page of orders"));
        return new Found(page.orders(), NextPage.cursorAfter(answer).orElse(null));
    }

    /** @throws RefusedException (404) if there is none of that id */
    Order read(@Nullable String person, String id) {
        var answer = api.read(person, known(id));
        if (answer.code() == HttpStatus.NOT_FOUND.getCode()) {
            throw unknown();
        }
        return answer.getBody().orElseThrow(() -> new HttpClientException("orders-api has answered without an order"));
    }

    List<Transition> history(@Nullable String person, String id) {
        return api.history(person, known(id));
    }

    Outcome place(@Nullable String person, String key, NewOrder order) {
        return outcome(() -> api.place(person, key, order));
    }

    /**
     * @param version that whoever cancels has seen
     * @throws RefusedException (404) if there is none of that id
     */
    Outcome cancel(@Nullable String person, String id, String key, long version, String reason) {
        String order = known(id);
        return switch (outcome(() -> api.cancel(person, order, key, "\"" + version + "\"", new Cancellation(reason)))) {
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
                    return new Refused(status(e), refusal.get());
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

    /** Why a request was refused; empty if it was not, but failed. */
    static Optional<Refusal> refusal(HttpClientException failure) {
        if (!(failure instanceof HttpClientResponseException answered)
                || answered.code() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
            return Optional.empty();
        }
        var said = answered.getResponse().getBody(Refusal.class);
        if (answered.code() == HttpStatus.UNAUTHORIZED.getCode()) {
            // What is wrong with a token is nothing that its person could mend.
            LOG.warn(
                    "orders-api does not take a token: {}",
                    said.map(Refusal::detail).orElse("it doesn't say why"));
            return Optional.of(UNKNOWN_PERSON);
        }
        return Optional.of(said.orElse(UNEXPLAINED));
    }

    /** That a page has on which the refusal is said. Nobody is asked to log in by it, since that might go on for ever. */
    static HttpStatus status(HttpClientResponseException refused) {
        return refused.code() == HttpStatus.UNAUTHORIZED.getCode() ? HttpStatus.FORBIDDEN : refused.getStatus();
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
