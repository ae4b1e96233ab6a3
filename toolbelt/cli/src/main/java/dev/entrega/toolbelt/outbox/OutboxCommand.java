package dev.entrega.toolbelt.outbox;

import picocli.CommandLine.Command;

/** Parked events. */
@Command(
        name = "outbox",
        description = "Shows events that the broker doesn't take, has them tried again or throws them away.",
        subcommands = {ListCommand.class, ReleaseCommand.class, DiscardCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class OutboxCommand {}
