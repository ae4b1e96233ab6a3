package dev.entrega.toolbelt.resilience;

import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What services have in force for those that they call. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the settings in force of each upstream and call, and where each comes from: resilience.yml, an environment"
                    + " variable, or the default.",
            "Asks each service's own code, so it has to be built; a file that can't be used is said so."
        },
        footer = {"", "JSON, a line each: {\"service\",\"upstream\",\"setting\",\"value\",\"origin\"}"})
final class ShowCommand implements Callable<Integer> {

    private static final String PREFIX = "upstreams.";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "which (default: all of the project)")
    private List<String> services = List.of();

    /** As printed as JSON. */
    record Row(String service, String upstream, String setting, String value, String origin) {}

    @Override
    public Integer call() {
        var rows = session.descriptions(services).stream()
                .flatMap(ShowCommand::rows)
                .toList();
        var output = session.output();
        if (output.json()) {
            rows.forEach(output::document);
        } else if (rows.isEmpty()) {
            output.say("none of them calls anybody");
        } else {
            var table = new Table("SERVICE", "UPSTREAM", "SETTING", "VALUE", "FROM");
            rows.forEach(row -> table.row(row.service(), row.upstream(), row.setting(), row.value(), row.origin()));
            output.table(table);
        }
        return ExitCode.OK;
    }

    /** An upstream's name holds no dot. */
    private static Stream<Row> rows(ServiceDescription service) {
        return service.settings().stream()
                .filter(setting -> setting.name().startsWith(PREFIX))
                .map(setting -> {
                    String name = setting.name().substring(PREFIX.length());
                    int end = name.indexOf('.');
                    return new Row(
                            service.service(),
                            name.substring(0, end),
                            name.substring(end + 1),
                            setting.value(),
                            setting.origin());
                });
    }
}
