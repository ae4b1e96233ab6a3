package dev.entrega.api;

import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.annotation.Transactional;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** An endpoint as most are: a row, its key and its event are one transaction. */
@Controller("/shipments")
@Requires(property = "test.shipments")
@Publishes(OrderShippedV1.class)
@ExecuteOn(TaskExecutors.BLOCKING)
class Shipments {

    /** What a service with this endpoint is set to. */
    static final Map<String, Object> SETTINGS = Map.of("entrega.service", "orders-api", "test.shipments", "true");

    private final DataSource database;
    private final Publisher publisher;
    private final Gate gate;

    Shipments(DataSource database, Publisher publisher, Gate gate) {
        this.database = database;
        this.publisher = publisher;
        this.gate = gate;
    }

    @Post("/{order}")
    @Status(HttpStatus.CREATED)
    @Idempotent
    @Transactional
    HttpResponse<?> ship(String order) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO note (text) VALUES (?)")) {
            insert.setString(1, order);
            insert.executeUpdate();
        }
        publisher.publish(order, new OrderShippedV1("Posta", "X-1"));
        gate.pass();
        return HttpResponse.created(URI.create("/shipments/" + order));
    }
}
