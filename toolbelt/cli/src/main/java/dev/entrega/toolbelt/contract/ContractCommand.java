package dev.entrega.toolbelt.contract;

import picocli.CommandLine.Command;

/** The contracts of a project. */
@Command(
        name = "contract",
        description = "Makes, shows and checks contracts, says what changes of them break, and tells others of them.",
        subcommands = {
            NewCommand.class,
            ListCommand.class,
            UsageCommand.class,
            LintCommand.class,
            CheckCommand.class,
            DiffCommand.class,
            ExampleCommand.class,
            AsyncapiCommand.class,
            DocsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ContractCommand {}
