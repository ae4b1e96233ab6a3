package dev.entrega.toolbelt.contract;

import dev.entrega.contract.data.SchemaPaths;
import dev.entrega.contract.model.Contract;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.Operations.TopicSubscription;
import dev.entrega.messaging.topology.Names;
import dev.entrega.toolbelt.contract.Readers.Reader;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Who reads what of an event. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        description = {
            "Says who publishes an event type and who reads which of its properties, as the services' code declares it, and "
                    + "which queues are subscribed to it in the environment.",
            "Asks the services' own code, so they have to be built."
        },
        footer = {
            "",
            "JSON, a line for each version: {\"type\",\"publishers\":[…],\"mayPublish\":[…],\"consumers\":[{\"service\",",
            "\"handler\",\"className\",\"reads\":[…]}],\"properties\":[{\"path\",\"readBy\":[…]}],\"subscribed\":[queues]};",
            "mayPublish is empty if any service may; subscribed is null if the environment can't be asked.",
            "",
            "toolbelt contract usage order.placed.v2"
        })
final class UsageCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Parameters(
            paramLabel = "TYPE",
            description = "event type as order.placed.v1, or order.placed for all its versions")
    @SuppressWarnings("NullAway.Init")
    private String type;

    @Override
    public Integer call() {
        var wanted = ContractsOption.read(contracts.folder(session)).stream()
                .filter(contract -> (contract.name() + ".").startsWith(type + "."))
                .toList();
        if (wanted.isEmpty()) {
            throw new ToolbeltException(ExitCode.NOT_FOUND, "there is no contract of " + type, "contract list");
        }
        var readers = Readers.of(session);
        wanted.forEach(contract -> print(contract, readers));
        readers.unknown().forEach(service -> session.output().say("not known: " + service));
        return readers.unknown().isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
    }

    private void print(Contract contract, Readers readers) {
        String name = contract.name().toString();
        var consumers = readers.of(name);
        var subscribed = subscribed(contract);
        var paths = new SchemaPaths(contract.schema()).properties();
        var output = session.output();
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("type", name);
            document.put("publishers", readers.publishersOf(name));
            document.put("mayPublish", contract.noun().publishers());
            document.put(
                    "consumers", consumers.stream().map(UsageCommand::details).toList());
            document.put(
                    "properties",
                    paths.stream()
                            .map(path -> Map.of("path", path, "readBy", readBy(consumers, path)))
                            .toList());
            document.put("subscribed", subscribed);
            output.document(document);
            return;
        }
        output.line(name);
        output.line("  published by " + listed(readers.publishersOf(name)));
        var allowed = contract.noun().publishers();
        output.line("  may publish  " + (allowed.isEmpty() ? "any service" : listed(allowed)));
        output.line("  read by      "
                + listed(consumers.stream().map(reader -> read(reader, paths)).toList()));
        output.line("  subscribed   "
                + (subscribed == null ? "unknown: " + session.environment() + " can't be asked" : listed(subscribed)));
        var table = new Table("PROPERTY", "READ BY");
        paths.forEach(path -> table.row(path, listed(readBy(consumers, path))));
        output.table(table);
    }

    private static Map<String, Object> details(Reader reader) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service", reader.service());
        details.put("handler", reader.handler());
        details.put("className", reader.className());
        details.put("reads", reader.reads());
        return details;
    }

    private static String read(Reader reader, List<String> paths) {
        long read = paths.stream().filter(reader::reads).count();
        return reader.name() + (read == paths.size() ? " (all)" : " (" + read + " of " + paths.size() + ")");
    }

    private static List<String> readBy(List<Reader> consumers, String path) {
        return consumers.stream()
                .filter(reader -> reader.reads(path))
                .map(Reader::name)
                .toList();
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "nobody" : String.join(", ", names);
    }

    /** Null if the environment's broker can't be asked. */
    private @Nullable List<String> subscribed(Contract contract) {
        try {
            String topic = Names.topic(
                    session.environment(), contract.name(), contract.noun().ordered());
            String arn = session.resources().topicArns().get(topic);
            var operations = session.resources().operations();
            return arn == null
                    ? List.of()
                    : operations.subscriptions(arn).stream()
                            .filter(subscription -> operations.letsThrough(
                                    subscription, contract.name().toString()))
                            .map(TopicSubscription::reader)
                            .sorted()
                            .toList();
        } catch (ProjectException | MessagingException e) {
            return null;
        }
    }
}
