package dev.entrega.toolbelt.queue;

import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.MalformedEventException;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.toolbelt.terminal.Ages;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in a queue. */
@Command(
        name = "peek",
        mixinStandardHelpOptions = true,
        description = {
            "Shows some messages of a queue, and gives them back at once.",
            "SQS shows a message only by handing it out, so each look counts as a receive. Bodies are shown with --body only."
        },
        footer = {
            "",
            "JSON, a line each: {\"messageId\",\"receiveCount\",\"sentAt\",\"eventId\",\"type\",\"subject\",\"source\","
                    + "\"body\"}; event fields are null where the body is no event, body is null without --body."
        })
final class PeekCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(paramLabel = "QUEUE", description = "its name, with or without the environment in front")
    @SuppressWarnings("NullAway.Init")
    private String queue;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "how many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--body", description = "show the bodies, with all they say of persons")
    private boolean body;

    /** As printed as JSON. */
    record Row(
            String messageId,
            int receiveCount,
            Instant sentAt,
            @Nullable String eventId,
            @Nullable String type,
            @Nullable String subject,
            @Nullable String source,
            @Nullable String body) {}

    @Override
    public Integer call() {
        if (limit < 1 || limit > 1000) {
            throw session.misuse("--limit is " + limit + ", but it must be between 1 and 1000");
        }
        var resources = session.resources();
        var state = Lookup.queue(session, resources.operations(), queue);
        var rows = Sample.of(resources.queue(state.name()), limit).stream()
                .map(this::row)
                .sorted(Comparator.comparing(Row::sentAt))
                .toList();
        print(session.output(), rows);
        if (state.maxReceives() != null && !rows.isEmpty()) {
            session.output()
                    .say("this look counted as a receive of each; after " + state.maxReceives()
                            + " SQS takes a message for a dead letter");
        }
        return ExitCode.OK;
    }

    private Row row(ReceivedMessage message) {
        var event = event(message.body());
        return new Row(
                message.id(),
                message.receiveCount(),
                message.sentAt(),
                event.map(CloudEvent::id).orElse(null),
                event.map(CloudEvent::type).orElse(null),
                event.map(CloudEvent::subject).orElse(null),
                event.map(CloudEvent::source).orElse(null),
                body ? message.body() : null);
    }

    private static Optional<CloudEvent> event(String body) {
        try {
            return Optional.of(new CloudEventFormat().read(body));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private static void print(Output output, List<Row> rows) {
        if (output.json()) {
            rows.forEach(output::document);
            return;
        }
        if (rows.isEmpty()) {
            output.say("nothing can be received right now");
            return;
        }
        var now = Instant.now();
        var table = new Table("#AGE", "#RECEIVES", "TYPE", "SUBJECT", "EVENT");
        for (var row : rows) {
            table.row(
                    Ages.of(row.sentAt(), now),
                    row.receiveCount(),
                    row.type() == null ? "(no event)" : row.type(),
                    row.subject() == null ? "-" : row.subject(),
                    row.eventId() == null ? "message " + row.messageId() : row.eventId());
        }
        output.table(table);
        rows.stream().map(Row::body).filter(java.util.Objects::nonNull).forEach(output::line);
    }
}
