package dev.entrega.toolbelt.topic;

import picocli.CommandLine.Command;

/** The topics of an environment. */
@Command(
        name = "topic",
        description = "Shows topics and what is published on them.",
        subcommands = {ListCommand.class, TailCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class TopicCommand {}
