package dev.entrega.toolbelt.resilience;

import dev.entrega.client.DescribedUpstreams;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.Settings.Setting;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
            "Asks each service's own code, so it has to be built; a file that can't be used is said so.",
            "Of an environment that is named, also what was applied there instead of the file, by whom and when, as far as it"
                    + " names the service's database."
        },
        footer = {"", "JSON, a line each: {\"service\",\"upstream\",\"setting\",\"value\",\"origin\"}"})
final class ShowCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "which (default: all of the project)")
    private List<String> services = List.of();

    /** As printed as JSON. */
    record Row(String service, String upstream, String setting, String value, String origin) {}

    @Override
    public Integer call() throws SQLException {
        var rows = new ArrayList<Row>();
        for (var service : session.descriptions(services)) {
            inForce(service).forEach(setting -> rows.add(row(service.service(), setting)));
        }
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

    private List<Setting> inForce(ServiceDescription service) throws SQLException {
        var described = DescribedUpstreams.of(service);
        if (described.settings().isEmpty()
                || !session.isEnvironmentNamed()
                || !session.databases().contains(service.service())) {
            return described.settings();
        }
        var there = There.find(session, service.service());
        var applied = there.map(its -> its.state().applied());
        if (there.isPresent()) {
            there.get().close();
        }
        return applied.map(its -> described.with(its.settings(), There.words(its)))
                .orElse(described.settings());
    }

    private static Row row(String service, Setting setting) {
        return new Row(
                service,
                Name.upstream(setting.name()),
                Name.setting(setting.name()),
                setting.value(),
                setting.origin());
    }
}
