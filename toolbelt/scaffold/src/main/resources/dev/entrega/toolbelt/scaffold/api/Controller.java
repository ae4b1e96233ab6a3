package {{package}};

import dev.entrega.api.Idempotent;
import dev.entrega.api.RefusedException;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.validation.Valid;
import java.sql.SQLException;
import java.util.UUID;
import {{contracts}}.{{publishedRecord}};
{{publishedImports}}
/** What clients can ask for, with a token that has the scope. */
@Controller("/{{noun}}s")
@Secured("{{noun}}s:read")
@ExecuteOn(TaskExecutors.BLOCKING)
@Publishes({{publishedRecord}}.class)
class {{Noun}}Controller {
    private final {{Noun}}Table table;
    private final Publisher publisher;

    {{Noun}}Controller({{Noun}}Table table, Publisher publisher) {
        this.table = table;
        this.publisher = publisher;
    }

    /** Row, event and the client's idempotency key are one transaction. */
    @Post
    @Secured("{{noun}}s:write")
    @Status(HttpStatus.CREATED)
    @Idempotent
    @Transactional
    HttpResponse<{{Noun}}Resource> create(@Body @Valid {{Noun}}Request request) throws SQLException {
        var created = table.insert(request.reference());
        publisher.publish(created.id(), {{publishedData}});
        return HttpResponse.created(created, created.location());
    }

    @Get("/{id}")
    @Transactional(readOnly = true)
    {{Noun}}Resource read(UUID id) throws SQLException {
        return table.find(id.toString())
                .orElseThrow(() -> new RefusedException(
                        HttpStatus.NOT_FOUND, "{{noun}}-unknown", "There is no {{noun}} " + id + "."));
    }
}
