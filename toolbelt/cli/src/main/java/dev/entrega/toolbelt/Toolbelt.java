package dev.entrega.toolbelt;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of all commands, and what they have in common: how they fail. */
@Command(
        name = "toolbelt",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs, shows and mends an Entrega system.",
        subcommands = {DemoCommand.class, HelpCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ok",
            "1:findings",
            "2:usage",
            "3:not found",
            "4:refused",
            "5:partly done",
            "6:unreachable",
            "7:not allowed",
            "70:a bug",
            "130:interrupted"
        })
final class Toolbelt {

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    static CommandLine commands() {
        return new CommandLine(new Toolbelt())
                .setParameterExceptionHandler(Toolbelt::misused)
                .setExecutionExceptionHandler(Toolbelt::failed);
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        var errors = command.getErr();
        if (misuse instanceof UnmatchedArgumentException unknown) {
            errors.println("toolbelt: unknown: " + String.join(" ", unknown.getUnmatched()));
            UnmatchedArgumentException.printSuggestions(misuse, errors);
        } else {
            errors.println("toolbelt: " + misuse.getMessage());
        }
        errors.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof ToolbeltException expected) {
            command.getErr().println("toolbelt: " + expected.getMessage());
            return expected.exitCode();
        }
        command.getErr().println("toolbelt: a bug, please report it with these lines: " + failure);
        failure.printStackTrace(command.getErr());
        return ExitCode.BUG;
    }
}
