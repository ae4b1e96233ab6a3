package dev.entrega.toolbelt.queue;

import picocli.CommandLine.Command;

/** The queues of an environment. */
@Command(
        name = "queue",
        description = "Shows queues, and moves or deletes what is in them.",
        subcommands = {ListCommand.class, PeekCommand.class, MoveCommand.class, PurgeCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class QueueCommand {}
