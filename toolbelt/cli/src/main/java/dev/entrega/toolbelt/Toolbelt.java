package dev.entrega.toolbelt;

import dev.entrega.toolbelt.deadletter.DlqCommand;
import dev.entrega.toolbelt.doctor.DoctorCommand;
import dev.entrega.toolbelt.event.EventCommand;
import dev.entrega.toolbelt.queue.QueueCommand;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Surroundings;
import dev.entrega.toolbelt.topic.TopicCommand;
import dev.entrega.toolbelt.topology.TopologyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of all commands. */
@Command(
        name = "toolbelt",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs, shows and mends an Entrega system.",
        subcommands = {
            DemoCommand.class,
            DevCommand.class,
            DoctorCommand.class,
            ServiceCommand.class,
            TopologyCommand.class,
            TopicCommand.class,
            QueueCommand.class,
            EventCommand.class,
            DlqCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
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
        // What libraries log is none of the user's business; what matters comes as an exception.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commands(Surroundings.ofProcess()).execute(arguments));
    }

    static CommandLine commands(Surroundings surroundings) {
        return new CommandLine(new Toolbelt(), factory(surroundings))
                .setParameterExceptionHandler(Toolbelt::misused)
                .setExecutionExceptionHandler(new Failures());
    }

    private static IFactory factory(Surroundings surroundings) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == Session.class
                        ? type.cast(new Session(surroundings))
                        : CommandLine.defaultFactory().create(type);
            }
        };
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
}
