package dev.entrega.toolbelt.queue;

import dev.entrega.messaging.aws.Operations;
import dev.entrega.messaging.aws.Operations.QueueState;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Suggestion;
import dev.entrega.toolbelt.terminal.ToolbeltException;

/** Finds the queue that was typed: its whole name, or without the environment in front. */
final class Lookup {

    private Lookup() {}

    /** @throws ToolbeltException if there is none, with the one that was probably meant */
    static QueueState queue(Session session, Operations operations, String typed) {
        String prefix = session.prefix();
        String name = typed.startsWith(prefix) ? typed : prefix + typed;
        return operations.queue(name).orElseThrow(() -> {
            var known = operations.queues(prefix).stream().map(QueueState::name).toList();
            return new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "environment " + session.environment() + " has no queue " + name + Suggestion.among(known, name),
                    "queue list --env " + session.environment());
        });
    }
}
