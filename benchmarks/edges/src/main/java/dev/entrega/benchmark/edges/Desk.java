package dev.entrega.benchmark.edges;

import dev.entrega.api.Idempotent;
import dev.entrega.benchmark.service.Business;
import dev.entrega.benchmark.service.SampleOrder;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

/** Takes orders: a row of the business, an event and the request's key in one transaction. */
@Controller("/desk")
@ExecuteOn(TaskExecutors.BLOCKING)
@Publishes(OrderPlacedV2.class)
class Desk {

    private final TransactionOperations<Connection> transactions;
    private final Publisher publisher;

    Desk(TransactionOperations<Connection> transactions, Publisher publisher) {
        this.transactions = transactions;
        this.publisher = publisher;
    }

    /** What is asked for. */
    @Introspected
    record Order(@NotBlank String buyer) {}

    /** What is answered. */
    @Introspected
    record State(String state) {}

    @Post
    @Status(HttpStatus.CREATED)
    @Idempotent
    @Transactional
    HttpResponse<State> place(@Body @Valid Order order) throws SQLException {
        Business.insert(transactions.getConnection());
        publisher.publish(SampleOrder.SUBJECT, SampleOrder.ORDER);
        return HttpResponse.<State>created(URI.create("/desk/" + SampleOrder.SUBJECT))
                .body(new State("placed"));
    }

    /** Without a transaction: what a connection costs, and nothing else. */
    @Get
    State state() {
        return new State("open");
    }
}
