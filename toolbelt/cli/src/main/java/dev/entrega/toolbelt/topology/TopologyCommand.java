package dev.entrega.toolbelt.topology;

import picocli.CommandLine.Command;

/** Topics, queues and subscriptions, declared and existing. */
@Command(
        name = "topology",
        description = "Compares the topics, queues and subscriptions that services declare with what exists.",
        subcommands = {PlanCommand.class, ApplyCommand.class, CheckCommand.class, IamCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class TopologyCommand {}
