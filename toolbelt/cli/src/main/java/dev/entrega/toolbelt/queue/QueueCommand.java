package dev.entrega.toolbelt.queue;

import picocli.CommandLine.Command;

/** The queues of an environment. */
@Command(
        name = "queue",
        description = "Shows queues, moves or deletes what is in them, and pauses what receives from them.",
        subcommands = {
            ListCommand.class,
            PeekCommand.class,
            MoveCommand.class,
            PurgeCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            PausesCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class QueueCommand {}
