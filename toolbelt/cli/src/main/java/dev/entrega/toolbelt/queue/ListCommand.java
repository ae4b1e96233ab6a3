package dev.entrega.toolbelt.queue;

import dev.entrega.messaging.aws.Operations.QueueState;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.toolbelt.terminal.Ages;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.time.Duration;
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

/** How full the queues are. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how full the queues are. SQS counts approximately.",
            "OLDEST is from a look at up to 10 messages, since SQS tells no age: in a net (_dlq, _undelivered) always, in a "
                    + "queue that services receive from only with --age, since each look counts as a receive there."
        },
        footer = {
            "",
            "JSON, a line each: {\"name\",\"waiting\",\"inFlight\",\"delayed\",\"maxReceives\",\"oldestSentAt\"}; "
                    + "the last two may be null."
        })
final class ListCommand implements Callable<Integer> {

    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(arity = "0..1", paramLabel = "BEGINNING", description = "only queues whose names begin so")
    private @Nullable String beginning;

    @Option(names = "--age", description = "look for the oldest message of every queue that has some")
    private boolean age;

    @Option(names = "--watch", description = "again every 2 s, until Ctrl-C")
    private boolean watch;

    @Override
    public Integer call() {
        if (age && watch) {
            throw session.misuse("--age and --watch together would use up the receives after which SQS takes a message "
                    + "for a dead letter: use one of them");
        }
        var resources = session.resources();
        if (!watch) {
            print(session.output(), rows(resources));
            return ExitCode.OK;
        }
        try (var interruption = Interruption.watch()) {
            do {
                var rows = rows(resources);
                if (session.output().colours()) {
                    session.output().out().print(CLEAR_SCREEN);
                }
                print(session.output(), rows);
            } while (!interruption.within(Duration.ofSeconds(2)));
        }
        return ExitCode.INTERRUPTED;
    }

    /** As printed as JSON. */
    record Row(
            String name,
            long waiting,
            long inFlight,
            long delayed,
            @Nullable Integer maxReceives,
            @Nullable Instant oldestSentAt) {}

    private List<Row> rows(Resources resources) {
        String prefix = session.prefix();
        String typed = beginning == null ? "" : beginning;
        return resources.operations().queues(typed.startsWith(prefix) ? typed : prefix + typed).parallelStream()
                .map(queue -> new Row(
                        queue.name(),
                        queue.waiting(),
                        queue.inFlight(),
                        queue.delayed(),
                        queue.maxReceives(),
                        oldest(resources, queue).orElse(null)))
                .toList();
    }

    private Optional<Instant> oldest(Resources resources, QueueState queue) {
        boolean harmless = queue.maxReceives() == null;
        return queue.waiting() > 0 && (harmless || age)
                ? Sample.of(resources.queue(queue.name()), 10).stream()
                        .map(ReceivedMessage::sentAt)
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    private void print(Output output, List<Row> rows) {
        if (output.json()) {
            rows.forEach(output::document);
            return;
        }
        if (rows.isEmpty()) {
            output.say("environment " + session.environment()
                    + " has no such queue; a service makes its own when it starts"
                    + ", and toolbelt topology apply does");
            return;
        }
        var now = Instant.now();
        var table = new Table("QUEUE", "#WAITING", "#IN FLIGHT", "#DELAYED", "#OLDEST");
        rows.forEach(row -> table.row(
                row.name(),
                row.waiting(),
                row.inFlight(),
                row.delayed(),
                row.oldestSentAt() == null ? row.waiting() > 0 ? "--age" : "-" : Ages.of(row.oldestSentAt(), now)));
        output.table(table);
    }
}
