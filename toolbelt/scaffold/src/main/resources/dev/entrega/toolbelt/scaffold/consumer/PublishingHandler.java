package {{package}};

import static java.time.ZoneOffset.UTC;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import java.sql.SQLException;
import javax.sql.DataSource;
import {{contracts}}.{{onRecord}};
import {{contracts}}.{{publishedRecord}};
{{publishedImports}}
/** Notes when it happened and says so. Row, event and the note that it was handled are one transaction. */
@Handles("{{handlerName}}")
@Publishes({{publishedRecord}}.class)
final class {{handler}} implements Handler<{{onRecord}}> {
    private final DataSource database;
    private final Publisher publisher;

    {{handler}}(DataSource database, Publisher publisher) {
        this.database = database;
        this.publisher = publisher;
    }

    @Override
    public Outcome handle(Event<{{onRecord}}> event) throws SQLException {
        String sql = "INSERT INTO {{table}} (subject, at) VALUES (?, ?)";
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(sql)) {
            insert.setString(1, event.subject());
            insert.setObject(2, event.time().atOffset(UTC));
            insert.executeUpdate();
        }
        publisher.publish(event.subject(), {{publishedData}});
        return Outcome.done();
    }
}
