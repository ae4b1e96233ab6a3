package dev.entrega.marketplace.order;

import dev.entrega.api.Idempotent;
import dev.entrega.api.RefusedException;
import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What buyers and the warehouse can ask of orders. */
@Controller("/orders")
@ExecuteOn(TaskExecutors.BLOCKING)
@Publishes({OrderPlacedV2.class, OrderPlacedV1.class, OrderCancelledV1.class, OrderShippedV1.class})
class OrdersController {
    private final Orders orders;
    private final Pricing pricing;
    private final Publisher publisher;

    OrdersController(Orders orders, Pricing pricing, Publisher publisher) {
        this.orders = orders;
        this.pricing = pricing;
        this.publisher = publisher;
    }

    @Post
    @Idempotent
    @Transactional
    HttpResponse<Order> place(@Body @Valid PlaceOrder request) throws SQLException {
        Order order = orders.place(request.buyer(), pricing.priced(request.lines()));
        publisher.publish(order.id(), order.placed());
        return answer(HttpResponse.created(order), order);
    }

    @Get("/{id}")
    @Transactional(readOnly = true)
    HttpResponse<Order> read(UUID id) throws SQLException {
        Order order = orders.find(id.toString()).orElseThrow(() -> unknown(id));
        return HttpResponse.ok(order).header(HttpHeaders.ETAG, order.tag().toString());
    }

    /** @param cursor from the Link header of the page before */
    @Get
    @Transactional(readOnly = true)
    HttpResponse<OrderPage> list(
            @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit, @QueryValue @Nullable UUID cursor)
            throws SQLException {
        var found = orders.page(limit + 1, cursor == null ? null : cursor.toString());
        var page = OrderPage.of(found, limit);
        var answer = HttpResponse.ok(page);
        page.next(found).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer;
    }

    @Post("/{id}/cancellation")
    @Idempotent
    @Transactional
    HttpResponse<Order> cancel(
            UUID id, @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Body @Valid CancelOrder request)
            throws SQLException {
        Order order = advance(id, ifMatch, OrderState.CANCELLED);
        publisher.publish(order.id(), order.cancelled(request.reason()));
        return answer(HttpResponse.ok(order), order);
    }

    @Post("/{id}/shipment")
    @Idempotent
    @Transactional
    HttpResponse<Order> ship(
            UUID id, @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Body @Valid ShipOrder request)
            throws SQLException {
        Order order = advance(id, ifMatch, OrderState.SHIPPED);
        publisher.publish(order.id(), new OrderShippedV1(request.carrier(), request.trackingCode()));
        return answer(HttpResponse.ok(order), order);
    }

    private Order advance(UUID id, @Nullable String ifMatch, OrderState to) throws SQLException {
        Order order = orders.lock(id.toString()).orElseThrow(() -> unknown(id));
        order.tag().requireMatch(ifMatch);
        return switch (orders.advance(order.id(), to)) {
            case Transition.Made made -> orders.find(order.id()).orElseThrow(() -> unknown(id));
            case Transition.Refused refused -> throw notFrom(refused.state(), to);
            case Transition.UnknownOrder unknown -> throw unknown(id);
        };
    }

    private static HttpResponse<Order> answer(MutableHttpResponse<Order> answer, Order order) {
        return answer.header(HttpHeaders.LOCATION, order.location().toString())
                .header(HttpHeaders.ETAG, order.tag().toString());
    }

    private static RefusedException unknown(UUID id) {
        return new RefusedException(HttpStatus.NOT_FOUND, "order-unknown", "There is no order " + id + ".");
    }

    private static RefusedException notFrom(OrderState state, OrderState to) {
        String allowed = state.next().isEmpty()
                ? "nothing can follow"
                : "only this can follow: "
                        + String.join(
                                ", ",
                                state.next().stream().map(OrderState::text).toList());
        return new RefusedException(
                HttpStatus.CONFLICT,
                "order-state",
                "The order is " + state.text() + " and can't become " + to.text() + "; " + allowed + ".");
    }
}
