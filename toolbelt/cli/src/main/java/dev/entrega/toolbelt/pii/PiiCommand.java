package dev.entrega.toolbelt.pii;

import picocli.CommandLine.Command;

/** Personal data. */
@Command(
        name = "pii",
        description = "Takes personal data out of what services keep of events.",
        subcommands = EraseCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class PiiCommand {}
