package dev.entrega.toolbelt;

import dev.entrega.toolbelt.contract.ContractCommand;
import dev.entrega.toolbelt.deadletter.DlqCommand;
import dev.entrega.toolbelt.doctor.DoctorCommand;
import dev.entrega.toolbelt.event.EventCommand;
import dev.entrega.toolbelt.job.JobCommand;
import dev.entrega.toolbelt.outbox.OutboxCommand;
import dev.entrega.toolbelt.pii.PiiCommand;
import dev.entrega.toolbelt.queue.QueueCommand;
import dev.entrega.toolbelt.resilience.ResilienceCommand;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Surroundings;
import dev.entrega.toolbelt.topic.TopicCommand;
import dev.entrega.toolbelt.topology.TopologyCommand;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** By name, since reading them all takes longer than most of them run; see {@link #needed}. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("dev", DevCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
        COMMANDS.put("service", ServiceCommand.class);
        COMMANDS.put("contract", ContractCommand.class);
        COMMANDS.put("topology", TopologyCommand.class);
        COMMANDS.put("topic", TopicCommand.class);
        COMMANDS.put("queue", QueueCommand.class);
        COMMANDS.put("event", EventCommand.class);
        COMMANDS.put("outbox", OutboxCommand.class);
        COMMANDS.put("job", JobCommand.class);
        COMMANDS.put("resilience", ResilienceCommand.class);
        COMMANDS.put("dlq", DlqCommand.class);
        COMMANDS.put("pii", PiiCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
        COMMANDS.put("help", HelpCommand.class);
    }

    public static void main(String[] arguments) {
        quiet();
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(Surroundings.ofProcess(), out, err, arguments));
    }

    /** What libraries log is none of the user's business; what matters comes as an exception. */
    static void quiet() {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    /** @return the exit code */
    static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, String... arguments) {
        var factory = factory(surroundings);
        var toolbelt = new CommandLine(new Toolbelt(), factory);
        needed(arguments).forEach((name, command) -> toolbelt.addSubcommand(name, new CommandLine(command, factory)));
        tellVersion(toolbelt);
        return toolbelt.setParameterExceptionHandler(Toolbelt::misused)
                .setExecutionExceptionHandler(new Failures())
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }

    /** All have the option, and there is one version. */
    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Toolbelt::tellVersion);
    }

    /** The one that was typed; all of them to help, to complete, or to find out what was meant. */
    private static Map<String, Class<?>> needed(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (first.equals("--version") || first.equals("-V")) {
            return Map.of();
        }
        var typed = COMMANDS.get(first);
        return typed == null || typed == HelpCommand.class || typed == CompletionCommand.class
                ? COMMANDS
                : Map.of(first, typed);
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
