package dev.entrega.toolbelt;

import dev.entrega.toolbelt.service.DescribeCommand;
import dev.entrega.toolbelt.service.NewCommand;
import picocli.CommandLine.Command;

/** The services of a project. */
@Command(
        name = "service",
        description = "Makes and shows services.",
        subcommands = {NewCommand.class, DescribeCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ServiceCommand {}
