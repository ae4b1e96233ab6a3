package dev.entrega.toolbelt.topic;

import dev.entrega.messaging.aws.Operations.TopicSubscription;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Topics and their readers. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the topics of the environment and the queues that get a copy of what is published.",
            "With --publishers the project's services are asked what they publish, which takes some seconds."
        },
        footer = {
            "",
            "JSON, a line each: {\"topic\",\"arn\",\"subscribers\":[QUEUE],\"publishers\":[SERVICE]}; publishers is null "
                    + "without --publishers."
        })
final class ListCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Option(names = "--publishers", description = "ask the project's services what they publish")
    private boolean askPublishers;

    /** As printed as JSON. */
    record Row(
            String topic,
            String arn,
            List<String> subscribers,
            @Nullable Set<String> publishers) {}

    @Override
    public Integer call() {
        var resources = session.resources();
        var operations = resources.operations();
        var publishers = askPublishers ? publishers() : null;
        var topics = new TreeMap<>(resources.topicArns());
        var rows = topics.entrySet().parallelStream()
                .filter(topic -> topic.getKey().startsWith(session.prefix()))
                .map(topic -> new Row(
                        topic.getKey(),
                        topic.getValue(),
                        operations.subscriptions(topic.getValue()).stream()
                                .map(TopicSubscription::reader)
                                .toList(),
                        publishers == null ? null : publishers.getOrDefault(topic.getKey(), Set.of())))
                .toList();
        print(rows);
        return ExitCode.OK;
    }

    private Map<String, Set<String>> publishers() {
        var publishers = new TreeMap<String, Set<String>>();
        for (var service : session.descriptions(List.of())) {
            service.publishes()
                    .forEach(published -> publishers
                            .computeIfAbsent(published.topic(), topic -> new TreeSet<>())
                            .add(service.service()));
        }
        return publishers;
    }

    private void print(List<Row> rows) {
        var output = session.output();
        if (output.json()) {
            rows.forEach(output::document);
            return;
        }
        if (rows.isEmpty()) {
            output.say("environment " + session.environment()
                    + " has no topic; a service makes its own when it starts, and toolbelt topology apply does");
            return;
        }
        var table = askPublishers ? new Table("TOPIC", "SUBSCRIBERS", "PUBLISHERS") : new Table("TOPIC", "SUBSCRIBERS");
        for (var row : rows) {
            String subscribers = row.subscribers().isEmpty() ? "nobody" : String.join(", ", row.subscribers());
            if (row.publishers() == null) {
                table.row(row.topic(), subscribers);
            } else {
                table.row(
                        row.topic(),
                        subscribers,
                        row.publishers().isEmpty() ? "-" : String.join(", ", row.publishers()));
            }
        }
        output.table(table);
    }
}
