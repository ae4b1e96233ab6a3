package dev.entrega.marketplace.backoffice;

import dev.entrega.marketplace.backoffice.OrdersApi.Order;
import dev.entrega.marketplace.backoffice.Outcome.Done;
import dev.entrega.marketplace.backoffice.Outcome.Refused;
import dev.entrega.marketplace.backoffice.Outcome.Unknown;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pages of orders, and what their forms send, for who is logged in. Each works without a script; with it pages update
 * themselves.
 */
@Controller
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OrdersController {
    private static final String KEY_REUSED = "idempotency-key-reused";
    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

    private final Orders orders;
    private final Pages pages;
    private final FormTokens tokens;
    private final Visitors visitors;

    OrdersController(Orders orders, Pages pages, FormTokens tokens, Visitors visitors) {
        this.orders = orders;
        this.pages = pages;
        this.tokens = tokens;
        this.visitors = visitors;
    }

    @Get
    HttpResponse<?> home() {
        return HttpResponse.seeOther(URI.create(OrdersView.PATH));
    }

    @Get("/orders")
    HttpResponse<String> list(
            @QueryValue @Nullable String state, @QueryValue @Nullable String cursor, HttpRequest<?> request) {
        return pages.orders(request, OrdersView.of(list(request, state, cursor), state, cursor));
    }

    private Orders.Found list(HttpRequest<?> request, @Nullable String state, @Nullable String cursor) {
        return orders.list(visitors.authorization(request), state, cursor);
    }

    /**
     * What has changed on a page of orders.
     *
     * @param seen a mark of what it shows
     * @param at when that was so, in ms since 1970
     * @param stale whether it says already that it may be out of date
     */
    @Get("/orders/updates")
    HttpResponse<String> listUpdates(
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String cursor,
            @QueryValue String seen,
            @QueryValue long at,
            @QueryValue boolean stale,
            HttpRequest<?> request) {
        try {
            var view = OrdersView.of(list(request, state, cursor), state, cursor);
            return pages.ordersUpdate(view, !view.mark().equals(seen));
        } catch (HttpClientException e) {
            var parameters = OrdersView.parameters(state, cursor);
            return stale(e, stale, Freshness.stale(OrdersView.UPDATES, parameters, seen, at));
        }
    }

    @Get("/orders/new")
    HttpResponse<String> form(HttpRequest<?> request) {
        return pages.form(request, HttpStatus.OK, new FormView(OrderForm.empty(), tokens.of(request), Map.of(), null));
    }

    @Get("/orders/{id}")
    HttpResponse<String> read(String id, HttpRequest<?> request) {
        return pages.order(request, HttpStatus.OK, view(id, request));
    }

    /** What has changed on the page of an order; the parameters are those of {@link #listUpdates}. */
    @Get("/orders/{id}/updates")
    HttpResponse<String> readUpdates(
            String id,
            @QueryValue String seen,
            @QueryValue long at,
            @QueryValue boolean stale,
            HttpRequest<?> request) {
        try {
            var order = orders.read(visitors.authorization(request), id);
            var unchanged = OrderView.of(order, List.of(), "");
            return unchanged.mark().equals(seen) ? pages.unchanged(unchanged) : pages.orderUpdate(view(order, request));
        } catch (HttpClientException e) {
            return stale(e, stale, Freshness.stale(OrderView.updates(id), Map.of(), seen, at));
        }
    }

    /** Said once: a screen reader would read it out each time. What is refused is said by the page in place of this one. */
    private HttpResponse<String> stale(HttpClientException why, boolean isSaid, Freshness freshness) {
        if (Orders.refusal(why).isPresent()) {
            return HttpResponse.<String>noContent().header("HX-Refresh", "true");
        }
        return isSaid ? HttpResponse.noContent() : pages.freshness(freshness);
    }

    @Post("/orders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> place(@Body Map<String, String> fields, HttpRequest<?> request) {
        var form = OrderForm.of(fields);
        if (fields.containsKey("more")) {
            return again(HttpStatus.OK, form.withMoreRows(), Map.of(), null, request);
        }
        return switch (orders.place(visitors.authorization(request), form.key(), form.order())) {
            case Done done -> HttpResponse.seeOther(URI.create(OrderView.address(done.order())));
            case Unknown unknown ->
                again(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        form,
                        Map.of(),
                        "orders-api has not answered in time, so the order may be placed or not. Place it once more: it"
                                + " is placed once, however often it is sent from this page.",
                        request);
            case Refused refused -> refused(form, refused, request);
        };
    }

    private HttpResponse<?> refused(OrderForm form, Refused refused, HttpRequest<?> request) {
        if (refused.why().code().equals(KEY_REUSED)) {
            return again(
                    refused.status(),
                    form.withAnotherKey(),
                    Map.of(),
                    "An order with other content has been placed from this page before; look for it among the orders."
                            + " If you place this one, too, there will be two.",
                    request);
        }
        if (refused.status() == HttpStatus.FORBIDDEN) {
            String problem =
                    visitors.of(request).mayNot("place orders", refused.why().detail());
            return again(refused.status(), form, Map.of(), problem, request);
        }
        var flaws = refused.why().errors() == null
                ? Map.<String, String>of()
                : OrderForm.byField(refused.why().errors());
        return again(
                refused.status(),
                form,
                flaws,
                flaws.isEmpty() ? refused.why().detail() : "The order is not placed yet: something has to be mended.",
                request);
    }

    private HttpResponse<?> again(
            HttpStatus status,
            OrderForm form,
            Map<String, String> flaws,
            @Nullable String problem,
            HttpRequest<?> request) {
        return pages.form(request, status, new FormView(form, tokens.of(request), flaws, problem));
    }

    @Post("/orders/{id}/cancellation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> cancel(String id, @Body Map<String, String> fields, HttpRequest<?> request) {
        String reason = fields.getOrDefault("reason", "").strip();
        String key = Keys.of(fields);
        return switch (orders.cancel(visitors.authorization(request), id, key, version(fields), reason)) {
            case Done done -> HttpResponse.seeOther(URI.create(OrderView.address(id)));
            case Unknown unknown ->
                pages.order(
                        request,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        view(id, request)
                                .withProblem(
                                        reason,
                                        key,
                                        "orders-api has not answered in time, so the order may be cancelled or not. Below"
                                                + " is how it is now."));
            case Refused refused -> {
                var now = view(id, request);
                yield pages.order(
                        request,
                        refused.status(),
                        now.withProblem(reason, now.key(), why(refused, now, visitors.of(request))));
            }
        };
    }

    /** What is none is one that no order has. */
    private static long version(Map<String, String> fields) {
        String version = fields.getOrDefault("version", "");
        return VERSION.matcher(version).matches() ? Long.parseLong(version) : 0;
    }

    private static String why(Refused refused, OrderView now, Visitor visitor) {
        String state = now.order().state();
        return switch (refused.status()) {
            case PRECONDITION_FAILED ->
                "The order has changed since this page was shown: it is " + state
                        + " now. It was not cancelled. Look at it below"
                        + (Shown.isCancellable(now.order()) ? ", and cancel it if you still want to." : ".");
            case CONFLICT ->
                "The order is " + state + " and can't be cancelled any more: only one that is placed or confirmed can.";
            case FORBIDDEN -> visitor.mayNot("cancel orders", refused.why().detail());
            default ->
                refused.why().errors() == null || refused.why().errors().isEmpty()
                        ? "The order was not cancelled. " + refused.why().detail()
                        : "The order was not cancelled: the reason "
                                + refused.why().errors().getFirst().detail() + ".";
        };
    }

    private OrderView view(String id, HttpRequest<?> request) {
        return view(orders.read(visitors.authorization(request), id), request);
    }

    private OrderView view(Order order, HttpRequest<?> request) {
        return OrderView.of(order, orders.history(visitors.authorization(request), order.id()), tokens.of(request));
    }
}
