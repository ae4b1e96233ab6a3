package dev.entrega.toolbelt.resilience;

import picocli.CommandLine.Command;

/** Upstreams. */
@Command(
        name = "resilience",
        description = "Shows and changes how services call others, and what they do if those are slow or away.",
        subcommands = {ShowCommand.class, CheckCommand.class, DiffCommand.class, ApplyCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ResilienceCommand {}
