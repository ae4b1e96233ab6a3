package dev.entrega.toolbelt.event;

import picocli.CommandLine.Command;

/** Single events. */
@Command(
        name = "event",
        description = "Publishes an event by hand, shows what became of one, and sends published ones once more.",
        subcommands = {SendCommand.class, ShowCommand.class, ReplayCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class EventCommand {}
