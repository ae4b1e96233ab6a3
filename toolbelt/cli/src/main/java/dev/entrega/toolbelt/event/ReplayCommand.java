package dev.entrega.toolbelt.event;

import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.topology.Names;
import dev.entrega.toolbelt.deadletter.Rate;
import dev.entrega.toolbelt.event.Journal.Mark;
import dev.entrega.toolbelt.event.Journal.Wanted;
import dev.entrega.toolbelt.event.Replay.End;
import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Progress;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends published events once more. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends events that were published once more, to one service and to nobody else, the oldest first.",
            "They come from the outboxes of the environment's services, which keep them for 7 days unless set otherwise; "
                    + "what a service without a database published is kept nowhere. Handlers that have handled an event "
                    + "recognise it, unless --again is given."
        },
        footer = {
            "",
            "Exits with 5 if some were refused or a database could not be read, with 6 if the broker stopped answering. Run "
                    + "it again with the --after that it prints to go on.",
            "JSON: {\"type\",\"to\",\"queues\",\"replayId\",\"matching\",\"sent\",\"refused\",\"after\",\"end\"}; end is DONE, "
                    + "INTERRUPTED, UNREACHABLE or DRY_RUN."
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "event type with its version, as order.placed.v1")
    @SuppressWarnings("NullAway.Init")
    private String type;

    @Option(names = "--only-to", required = true, paramLabel = "SERVICE", description = "who gets them")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--subject", paramLabel = "ID", description = "only what is about this")
    private @Nullable String subject;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "what was accepted since then, as 2026-03-01T12:00:00Z")
    @SuppressWarnings("NullAway.Init")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "and before then (default: now)")
    private @Nullable Instant to;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "50/s",
            converter = Rate.Converter.class,
            description = "how many leave in a time, as 20/s or 600/m (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private Rate rate;

    @Option(names = "--after", paramLabel = "SERVICE:ID", description = "go on where another run has stopped")
    private @Nullable String after;

    @Option(names = "--again", description = "have handlers that have handled an event do so again")
    private boolean again;

    @Option(
            names = "--allow-duplicates",
            description = "also what is too old to be recognised: it may be handled a second time")
    private boolean allowDuplicates;

    @Option(names = "--dry-run", description = "only say how many would be sent")
    private boolean dryRun;

    /** As printed as JSON. */
    record Result(
            String type,
            String to,
            List<String> queues,
            @Nullable String replayId,
            long matching,
            long sent,
            long refused,
            @Nullable String after,
            String end) {}

    private record From(Journal journal, @Nullable Mark mark) {}

    @Override
    public Integer call() throws SQLException {
        var until = to == null ? Instant.now() : to;
        if (!from.isBefore(until)) {
            throw session.misuse("--from is not before --to, so there is nothing between them");
        }
        var queues = queues();
        try (var databases = Databases.of(session)) {
            var journals = journals(databases, new Wanted(type, subject, from, until));
            long matching = 0;
            for (var each : journals) {
                matching += each.journal().count(each.mark());
            }
            int read = databases.closed().isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
            if (dryRun || matching == 0) {
                print(new Result(type, service, queues, null, matching, 0, 0, after, dryRun ? "DRY_RUN" : "DONE"));
                return read;
            }
            consent.to(
                    session,
                    "send " + matching + " events of " + type + " once more to " + service
                            + (again ? ", to be handled again" : ""),
                    service);
            return Math.max(read, replay(journals, queues, matching));
        }
    }

    private int replay(List<From> journals, List<String> queues, long matching) throws SQLException {
        var plan =
                new Replay.Plan(new TimeOrderedIds(Clock.systemUTC()).next(), again, allowDuplicates, rate.perSecond());
        var resources = session.resources();
        List<Queue> open = queues.stream().map(resources::queue).toList();
        try (var interruption = Interruption.watch();
                var progress = new Progress(session.output(), "sent to " + service, matching)) {
            var replay = new Replay(open, plan, interruption::within, progress::at, session.output()::say);
            var end = End.DONE;
            for (var each : journals) {
                end = replay.run(each.journal(), each.mark());
                if (end != End.DONE) {
                    break;
                }
            }
            progress.clear();
            String reached = replay.reached() == null ? after : replay.reached();
            print(new Result(
                    type,
                    service,
                    queues,
                    plan.id(),
                    matching,
                    replay.sent(),
                    replay.refused(),
                    end == End.DONE ? null : reached,
                    end.name()));
            return switch (end) {
                case DONE -> replay.refused() == 0 ? ExitCode.OK : ExitCode.PARTLY;
                case INTERRUPTED -> ExitCode.INTERRUPTED;
                case UNREACHABLE -> ExitCode.UNREACHABLE;
            };
        }
    }

    /** The service's queues that get what is published of the type: the queue itself, and its lanes. */
    private List<String> queues() {
        var names = session.profile().names(service);
        var resources = session.resources();
        var topics = resources.topicArns();
        String topic = Names.topic(session.environment(), type, topics.keySet());
        String arn = topics.get(topic);
        if (arn == null) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "environment " + session.environment() + " has no topic " + topic
                            + ", so nobody has published or reads " + type,
                    "topic list --env " + session.environment());
        }
        var readers = resources.operations().subscriptions(arn).stream()
                .filter(subscription -> resources.operations().letsThrough(subscription, type))
                .map(subscription -> subscription.reader())
                .sorted()
                .toList();
        var own = readers.stream().filter(names::isOfService).toList();
        if (own.isEmpty()) {
            boolean exists = resources.operations().queue(names.queue()).isPresent();
            throw new ToolbeltException(
                    exists ? ExitCode.REFUSED : ExitCode.NOT_FOUND,
                    exists
                            ? service + " does not subscribe to " + type + ", so it would make dead letters of it"
                            : "environment " + session.environment() + " has no queue " + names.queue(),
                    "topic list --env " + session.environment());
        }
        return own;
    }

    private List<From> journals(Databases databases, Wanted wanted) throws SQLException {
        var journals = new ArrayList<From>();
        String[] stopped = after == null ? null : after.split(":", -1);
        if (stopped != null && (stopped.length != 2 || !stopped[1].matches("[0-9]{1,18}"))) {
            throw session.misuse("--after is " + after + ", but it is what a run has printed, as orders-api:1234");
        }
        for (var database : databases.open().entrySet()) {
            String publisher = database.getKey();
            if (!PlatformTables.ofPublisher(database.getValue())
                    || (stopped != null && publisher.compareTo(stopped[0]) < 0)) {
                continue;
            }
            var journal = new Journal(publisher, database.getValue(), wanted);
            Mark mark = null;
            if (stopped != null && publisher.equals(stopped[0])) {
                mark = journal.mark(Long.parseLong(stopped[1]))
                        .orElseThrow(() -> new ToolbeltException(
                                ExitCode.NOT_FOUND,
                                "the event at " + after + " is not kept any more; give a later --from instead"));
            }
            journals.add(new From(journal, mark));
        }
        return journals;
    }

    private void print(Result result) {
        var output = session.output();
        if (output.json()) {
            output.document(result);
        } else if (dryRun) {
            output.line("would send " + result.matching() + " events of " + type + " to "
                    + String.join(", ", result.queues()));
        } else if (result.matching() == 0) {
            output.line("no events of " + type + " are kept of that time");
        } else {
            output.line("sent " + result.sent() + " of " + result.matching() + " events of " + type + " to " + service
                    + (result.refused() == 0 ? "" : "; " + result.refused() + " were refused"));
            output.say("replay " + result.replayId());
            if (result.end().equals("UNREACHABLE")) {
                output.say("stopped, since SQS does not take them any more");
            }
            output.say(
                    result.end().equals("DONE")
                            ? "Next: toolbelt queue list --env " + session.environment()
                            : "Next: the same with --after " + result.after());
        }
    }
}
