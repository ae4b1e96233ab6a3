package dev.entrega.toolbelt.outbox;

import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has parked events tried again. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Has events that the broker refused tried again, from the beginning: what is still refused is parked again.",
            "Who did it is written down in the database of the service."
        },
        footer = {"", "JSON: {\"service\",\"matching\",\"released\"}"})
final class ReleaseCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Chosen events;

    /** As printed as JSON. */
    record Result(String service, long matching, long released) {}

    @Override
    public Integer call() throws SQLException {
        return events.each(session, "have {} sent", (parked, id) -> parked.release(id, session.who()), this::print);
    }

    private void print(long matching, long released) {
        String service = events.service();
        var output = session.output();
        if (output.json()) {
            output.document(new Result(service, matching, released));
        } else if (matching == 0) {
            output.line("no parked events");
        } else if (events.isDryRun()) {
            output.line("would have " + matching + " parked events of " + service + " tried again");
        } else {
            output.line("released " + released + " parked events of " + service + " to its relay");
        }
    }
}
