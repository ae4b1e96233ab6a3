package dev.entrega.toolbelt.deadletter;

import picocli.CommandLine.Command;

/** Dead letters. */
@Command(
        name = "dlq",
        description = "Shows dead letters, mends them, brings them back or throws them away.",
        subcommands = {
            GroupsCommand.class,
            ListCommand.class,
            ShowCommand.class,
            EditCommand.class,
            RedriveCommand.class,
            DiscardCommand.class,
            HoldsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class DlqCommand {}
