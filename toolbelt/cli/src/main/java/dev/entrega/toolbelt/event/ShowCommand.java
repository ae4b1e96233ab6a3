package dev.entrega.toolbelt.event;

import dev.entrega.toolbelt.project.EventStories;
import dev.entrega.toolbelt.project.EventStory;
import dev.entrega.toolbelt.project.EventStory.Step;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The story of an event. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what became of an event in all services: accepted, published, handled, recognised as a duplicate, failed, "
                    + "dead letter, brought back.",
            "From the databases of the environment's services. Exits with 5 if one of them can't be read."
        },
        footer = {
            "",
            "JSON, a line for each event of that id: {\"id\",\"type\",\"subject\",\"source\",\"acceptedBy\",\"acceptedAt\","
                    + "\"publishedAt\",\"parkedReason\",\"steps\":[{\"service\",\"handler\",\"what\",\"count\",\"detail\",\"at\"}]}"
        })
final class ShowCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(paramLabel = "ID", description = "the event's id")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    public Integer call() throws SQLException {
        try (var databases = Databases.required(session, "what became of an event")) {
            var stories = new EventStories(databases.open()).of(id);
            if (stories.isEmpty() && databases.closed().isEmpty()) {
                throw new ToolbeltException(
                        ExitCode.NOT_FOUND,
                        "no service of environment " + session.environment() + " has accepted or received an event "
                                + id + "; it may still be under way",
                        "queue list --env " + session.environment());
            }
            stories.forEach(this::print);
            return databases.closed().isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
        }
    }

    private void print(EventStory story) {
        var output = session.output();
        if (output.json()) {
            output.document(story);
            return;
        }
        boolean known = !story.type().isEmpty();
        output.line((known ? Table.printable(story.type()) : "event") + " " + story.id());
        output.line((known ? "subject " + Table.printable(story.subject()) + ", " : "") + "source "
                + Table.printable(story.source())
                + (story.acceptedBy() == null ? ", which none of these services is" : ""));
        var table = new Table("AT", "SERVICE", "HANDLER", "WHAT", "DETAIL");
        if (story.acceptedAt() != null) {
            table.row(story.acceptedAt(), String.valueOf(story.acceptedBy()), "", "accepted", "in its outbox");
            table.row(published(story));
        }
        story.steps().forEach(step -> table.row(step.at(), step.service(), step.handler(), what(step), step.detail()));
        output.table(table);
    }

    private static Object[] published(EventStory story) {
        String service = String.valueOf(story.acceptedBy());
        if (story.parkedReason() != null) {
            return new Object[] {"-", service, "", "parked", "the broker will never take it: " + story.parkedReason()};
        }
        return story.publishedAt() == null
                ? new Object[] {"-", service, "", "waiting", "not published yet"}
                : new Object[] {story.publishedAt(), service, "", "published", ""};
    }

    private static String what(Step step) {
        String times = step.count() == 1 ? "" : " " + step.count() + " times";
        return switch (step.what()) {
            case HANDLED -> "handled";
            case DUPLICATE -> "came again, did nothing" + times;
            case ATTEMPT -> "failed, will be tried again" + times;
            case HELD -> "waits behind a dead letter of its subject";
            case DEAD_LETTER -> "dead letter";
            case REDRIVEN -> "brought back";
            case EDITED -> "changed";
            case ERASED -> "personal data erased";
            case DISCARDED -> "thrown away";
        };
    }
}
