package dev.entrega.toolbelt.service;

import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a service declares. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what services declare: handlers, types, topics, queues, and their settings with where each comes from.",
            "Asks each service's own code, so it has to be built. Neither broker nor database is asked."
        },
        footer = {
            "",
            "JSON, a line each: {\"service\",\"environment\",\"publishes\":[{\"type\",\"topic\",\"publishers\":[…]}],"
                    + "\"handlers\":[{\"name\",\"type\",\"topic\",\"class\"}],\"queue\":{\"name\",\"deadLetterQueue\","
                    + "\"undeliveredQueue\",\"visibility\"},\"database\",\"settings\":[{\"name\",\"value\",\"origin\"}]}"
        })
public final class DescribeCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "which (default: all of the project)")
    private List<String> services = List.of();

    @Override
    public Integer call() {
        var output = session.output();
        var descriptions = session.descriptions(services);
        if (output.json()) {
            descriptions.forEach(description -> output.line(description.toJson()));
            return ExitCode.OK;
        }
        String between = "";
        for (var description : descriptions) {
            output.out().print(between);
            print(output, description);
            between = System.lineSeparator();
        }
        return ExitCode.OK;
    }

    private static void print(Output output, ServiceDescription service) {
        output.line(service.service() + " in " + service.environment() + ", "
                + (service.database() ? "with a database" : "without a database"));
        if (!service.publishes().isEmpty()) {
            var table = new Table("  PUBLISHES", "TOPIC");
            service.publishes().forEach(type -> table.row("  " + type.type(), type.topic()));
            output.table(table);
        }
        if (!service.handlers().isEmpty()) {
            var table = new Table("  HANDLES", "HANDLER", "LANE", "CLASS");
            service.handlers()
                    .forEach(handler -> table.row(
                            "  " + handler.type(), handler.name(), lane(handler.lane()), handler.className()));
            output.table(table);
        }
        if (service.queue() != null) {
            var table = new Table("  QUEUE", "LANE", "HIDDEN FOR", "DEAD LETTERS", "UNDELIVERED");
            service.queues()
                    .forEach(queue -> table.row(
                            "  " + queue.name(),
                            lane(queue.lane()),
                            queue.visibility(),
                            queue.deadLetterQueue(),
                            queue.undeliveredQueue()));
            output.table(table);
        }
        var table = new Table("  SETTING", "VALUE", "FROM");
        service.settings().forEach(setting -> table.row("  " + setting.name(), setting.value(), setting.origin()));
        output.table(table);
    }

    private static String lane(@Nullable String lane) {
        return lane == null ? "-" : lane;
    }
}
