package dev.entrega.toolbelt.queue;

import dev.entrega.messaging.Fifo;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Progress;
import dev.entrega.toolbelt.terminal.Session;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves messages from a queue to another. */
@Command(
        name = "move",
        mixinStandardHelpOptions = true,
        description = {
            "Moves the messages of a queue to another: received, sent, and only then deleted.",
            "Killed midway, the one in hand may be in both queues; handlers recognise it. Run it again to go on."
        },
        footer = {"", "JSON: {\"from\",\"to\",\"moved\",\"failed\",\"left\"}; what is left is approximate."})
final class MoveCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(index = "0", paramLabel = "FROM", description = "a queue, with or without the environment in front")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "a queue, with or without the environment in front")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @Option(names = "--limit", paramLabel = "N", description = "how many at most (default: all)")
    private @Nullable Long limit;

    @Option(names = "--dry-run", description = "only say what would be moved")
    private boolean dryRun;

    @Override
    public Integer call() {
        var resources = session.resources();
        var source = Lookup.queue(session, resources.operations(), from);
        var target = Lookup.queue(session, resources.operations(), to);
        if (source.name().equals(target.name())) {
            throw session.misuse("both are " + source.name() + ": name another queue to move to");
        }
        if (Fifo.isName(source.name()) != Fifo.isName(target.name())) {
            throw session.misuse("one of " + source.name() + " and " + target.name()
                    + " keeps an order and the other does not: move to a queue of the same kind");
        }
        long most = Math.min(limit == null ? source.waiting() : limit, source.waiting());
        if (dryRun) {
            return print(source.name(), target.name(), new Move.Result(0, 0), source.waiting());
        }
        consent.to(
                session,
                "move about " + Counted.of(most, "message") + " from " + source.name() + " to " + target.name(),
                source.name());
        Move.Result result;
        try (var interruption = Interruption.watch();
                var progress = new Progress(session.output(), "moved", most)) {
            result = new Move(resources.queue(source.name()), resources.queue(target.name()))
                    .run(limit == null ? Long.MAX_VALUE : limit, progress::at, interruption::requested);
            if (interruption.requested()) {
                print(source.name(), target.name(), result, left(source.name()));
                return ExitCode.INTERRUPTED;
            }
        }
        return print(source.name(), target.name(), result, left(source.name()));
    }

    private long left(String queue) {
        return session.resources().operations().queue(queue).orElseThrow().waiting();
    }

    private int print(String source, String target, Move.Result result, long left) {
        var output = session.output();
        if (output.json()) {
            output.document(Map.of(
                    "from", source, "to", target, "moved", result.moved(), "failed", result.failed(), "left", left));
        } else if (dryRun) {
            output.line("would move about " + Counted.of(left, "message") + " from " + source + " to " + target);
        } else {
            output.line("moved " + Counted.of(result.moved(), "message") + " from " + source + " to " + target
                    + (result.failed() == 0 ? "" : "; " + result.failed() + " could not be sent and stay"));
        }
        return result.failed() == 0 ? ExitCode.OK : ExitCode.PARTLY;
    }
}
