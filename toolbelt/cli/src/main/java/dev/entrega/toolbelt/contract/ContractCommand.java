package dev.entrega.toolbelt.contract;

import picocli.CommandLine.Command;

/** The contracts of a project. */
@Command(
        name = "contract",
        description = "Makes, shows and checks contracts, and says what changes of them break.",
        subcommands = {
            NewCommand.class,
            ListCommand.class,
            UsageCommand.class,
            LintCommand.class,
            CheckCommand.class,
            DiffCommand.class,
            ExampleCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ContractCommand {}
