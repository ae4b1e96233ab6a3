package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.Reason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about; those that match all that is given. */
final class FilterOptions {

    @Option(names = "--group", paramLabel = "GROUP", description = "what failed alike, as dlq groups names it")
    private @Nullable String group;

    @Option(names = "--handler", paramLabel = "NAME", description = "of this handler")
    private @Nullable String handler;

    @Option(names = "--type", paramLabel = "TYPE", description = "of this event type, as order.placed.v1")
    private @Nullable String type;

    @Option(names = "--reason", paramLabel = "REASON", description = "one of: ${COMPLETION-CANDIDATES}")
    private @Nullable Reason reason;

    DeadLetterFilter filter() {
        return new DeadLetterFilter(handler, type, reason, group);
    }
}
