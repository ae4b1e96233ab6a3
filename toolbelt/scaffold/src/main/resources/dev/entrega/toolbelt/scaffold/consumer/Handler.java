package {{package}};

import static java.time.ZoneOffset.UTC;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.messaging.Event;
import java.sql.SQLException;
import javax.sql.DataSource;
import {{contracts}}.{{onRecord}};

/** Notes when it happened. The row and the note that the event was handled are one transaction. */
@Handles("{{handlerName}}")
final class {{handler}} implements Handler<{{onRecord}}> {
    private final DataSource database;

    {{handler}}(DataSource database) {
        this.database = database;
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
        return Outcome.done();
    }
}
