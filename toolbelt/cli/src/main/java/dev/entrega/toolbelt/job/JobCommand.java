package dev.entrega.toolbelt.job;

import picocli.CommandLine.Command;

/** Jobs. */
@Command(
        name = "job",
        description = "Shows what services do by the clock and how it went, and has them do it now.",
        subcommands = {ListCommand.class, HistoryCommand.class, RunCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class JobCommand {}
