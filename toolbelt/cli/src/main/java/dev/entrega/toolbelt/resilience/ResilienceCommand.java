package dev.entrega.toolbelt.resilience;

import picocli.CommandLine.Command;

/** Upstreams. */
@Command(
        name = "resilience",
        description = "Shows whom services call, and what they do if that is slow or away.",
        subcommands = ShowCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ResilienceCommand {}
