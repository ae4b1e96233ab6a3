package dev.entrega.marketplace.order;

import dev.entrega.api.Idempotent;
import dev.entrega.api.Page;
import dev.entrega.api.RefusedException;
import dev.entrega.api.workflow.Transition;
import dev.entrega.api.workflow.Workflows;
import dev.entrega.contract.EventData;
import dev.entrega.marketplace.contract.OrderShippedV1;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What buyers and the warehouse can ask of orders. */
@Controller("/orders")
@Secured(Scopes.READ)
@ExecuteOn(TaskExecutors.BLOCKING)
class OrdersController {
    private final Orders orders;
    private final Pricing pricing;
    private final Workflows workflows;

    OrdersController(Orders orders, Pricing pricing, Workflows workflows) {
        this.orders = orders;
        this.pricing = pricing;
        this.workflows = workflows;
    }

    @Post
    @Secured(Scopes.WRITE)
    @Status(HttpStatus.CREATED)
    @Idempotent
    @Transactional
    HttpResponse<Order> place(@Body @Valid PlaceOrder request) throws SQLException {
        Order order = orders.place(Origin.SHOP, request.buyer(), pricing.priced(request.lines()));
        workflows.begin(order.id(), order.placed());
        return answer(HttpResponse.created(order), order);
    }

    @Get("/{id}")
    @Transactional(readOnly = true)
    HttpResponse<Order> read(UUID id) throws SQLException {
        Order order = find(id);
        return HttpResponse.ok(order).header(HttpHeaders.ETAG, order.tag().toString());
    }

    /** The states that it has been in, the oldest first. */
    @Get("/{id}/history")
    @Transactional(readOnly = true)
    List<Transition> history(UUID id) throws SQLException {
        return workflows.history(OrderState.class, find(id).id());
    }

    /**
     * @param cursor from the Link header of the page before
     * @param state only orders that are in it now
     */
    @Get
    @Transactional(readOnly = true)
    HttpResponse<OrderPage> list(
            @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
            @QueryValue @Nullable UUID cursor,
            @QueryValue @Nullable String state)
            throws SQLException {
        OrderState wanted = state == null ? null : known(state);
        var found = orders.page(limit + 1, cursor == null ? null : cursor.toString(), wanted);
        var page = Page.of(found, limit, Order::id);
        return page.answer(new OrderPage(page.items()));
    }

    @Post("/{id}/cancellation")
    @Secured(Scopes.WRITE)
    @Idempotent
    @Transactional
    HttpResponse<Order> cancel(
            UUID id, @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Body @Valid CancelOrder request)
            throws SQLException {
        return move(id, ifMatch, find(id).cancelled(request.reason()));
    }

    @Post("/{id}/shipment")
    @Secured(Scopes.WRITE)
    @Idempotent
    @Transactional
    HttpResponse<Order> ship(
            UUID id, @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Body @Valid ShipOrder request)
            throws SQLException {
        return move(id, ifMatch, new OrderShippedV1(request.carrier(), request.trackingCode()));
    }

    private HttpResponse<Order> move(UUID id, @Nullable String ifMatch, EventData event) throws SQLException {
        workflows.move(id.toString(), event, ifMatch).orRefuse();
        Order moved = find(id);
        return answer(HttpResponse.ok(moved), moved);
    }

    private Order find(UUID id) throws SQLException {
        return orders.find(id.toString())
                .orElseThrow(() ->
                        new RefusedException(HttpStatus.NOT_FOUND, "order-unknown", "There is no order " + id + "."));
    }

    private static OrderState known(String state) {
        return OrderState.find(state)
                .orElseThrow(() -> new RefusedException(
                        HttpStatus.BAD_REQUEST,
                        "state-unknown",
                        "The parameter state must be one of "
                                + Arrays.stream(OrderState.values())
                                        .map(OrderState::text)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static HttpResponse<Order> answer(MutableHttpResponse<Order> answer, Order order) {
        return answer.header(HttpHeaders.LOCATION, order.location().toString())
                .header(HttpHeaders.ETAG, order.tag().toString());
    }
}
