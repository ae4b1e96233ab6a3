package dev.entrega.api;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A service with one table. What it is told to write decides how the request ends. */
@Controller("/notes")
@ExecuteOn(TaskExecutors.BLOCKING)
class Notes {
    private final DataSource database;
    private final Gate gate;

    Notes(DataSource database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    @Introspected
    record Note(
            @NotBlank @Size(max = 100) String text,
            @Nullable List<@Valid @NotNull Part> parts) {}

    @Introspected
    record Part(@NotNull String name, @Min(1) int count) {}

    @Post
    @Status(HttpStatus.CREATED)
    @Idempotent
    @Transactional
    HttpResponse<Note> write(@Body @Valid Note note) throws SQLException {
        long id = insert(note.text());
        gate.pass();
        return switch (note.text()) {
            case "break" -> throw new IllegalStateException("secret of the service");
            case "refuse" -> throw new RefusedException(HttpStatus.CONFLICT, "note-refused", "Not this one.");
            case "not found" -> HttpResponse.notFound();
            case "sql" -> {
                insert(null);
                yield HttpResponse.ok();
            }
            case "late" -> {
                failAtCommit(id);
                yield HttpResponse.ok();
            }
            default ->
                HttpResponse.created(note, URI.create("/notes/" + id)).header("ETag", new EntityTag(1).toString());
        };
    }

    @Post("/{id}/copies")
    @Idempotent
    @Transactional
    HttpResponse<?> copy(long id) throws SQLException {
        insert("copy of " + id);
        return HttpResponse.noContent();
    }

    @Post("/without-transaction")
    @Idempotent
    HttpResponse<?> writeWithoutTransaction(@Body Note note) {
        return HttpResponse.ok();
    }

    @Get
    List<String> list(@QueryValue(defaultValue = "10") @Max(100) int limit) {
        return List.of("limit " + limit);
    }

    @Get("/versioned")
    HttpResponse<?> ofVersionTwo(@Header("If-Match") @Nullable String ifMatch) {
        new EntityTag(2).requireMatch(ifMatch);
        return HttpResponse.ok();
    }

    private void failAtCommit(long id) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("UPDATE note SET follows = -1 WHERE id = ?")) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }

    private long insert(@Nullable String text) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO note (text) VALUES (?) RETURNING id")) {
            insert.setString(1, text);
            try (var rows = insert.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
