package dev.entrega.toolbelt.event;

import picocli.CommandLine.Command;

/** Single events. */
@Command(
        name = "event",
        description = "Publishes an event by hand, and shows what became of one.",
        subcommands = {SendCommand.class, ShowCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class EventCommand {}
