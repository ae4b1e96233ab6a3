package dev.entrega.toolbelt;

import dev.entrega.toolbelt.service.DescribeCommand;
import picocli.CommandLine.Command;

/** The services of a project. */
@Command(
        name = "service",
        description = "Shows services.",
        subcommands = {DescribeCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ServiceCommand {}
