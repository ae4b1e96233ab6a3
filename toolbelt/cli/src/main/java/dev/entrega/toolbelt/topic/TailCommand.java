package dev.entrega.toolbelt.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.MalformedEventException;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.TemporaryQueue;
import dev.entrega.messaging.topology.Names;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Suggestion;
import dev.entrega.toolbelt.terminal.Table;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is published, as it comes. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what is published on a topic from now on, until Ctrl-C.",
            "A queue of its own is subscribed for that long, so nobody misses anything. It goes away at the end; one that a "
                    + "crash left behind is removed by the next tail or doctor."
        },
        footer = {"", "JSON, a line each: the event as it was published (CloudEvents 1.0); its data with --body only."})
final class TailCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EVENT_TYPE = Pattern.compile(".+\\..+\\.v[0-9]+");

    /** Where an event says something of persons: its data, or all of it where SNS has wrapped it. */
    private static final List<String> CONTENT = List.of("data", "data_base64", "Message");

    private final CloudEventFormat format = new CloudEventFormat();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(paramLabel = "TYPE", description = "event type as order.placed.v1, or the topic's name")
    @SuppressWarnings("NullAway.Init")
    private String type;

    @Option(names = "--limit", paramLabel = "N", description = "end after so many events (default: never)")
    private @Nullable Integer limit;

    @Option(names = "--body", description = "show the data, with all it says of persons")
    private boolean body;

    @Override
    public Integer call() {
        var resources = session.resources();
        var operations = resources.operations();
        var topics = resources.topicArns();
        String topic =
                type.startsWith(session.prefix()) ? type : Names.topic(session.environment(), type, topics.keySet());
        String arn = topics.get(topic);
        if (arn == null) {
            var known = topics.keySet().stream()
                    .filter(name -> name.startsWith(session.prefix()))
                    .toList();
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "environment " + session.environment() + " has no topic " + topic + Suggestion.among(known, topic),
                    "topic list --env " + session.environment());
        }
        Tails.removeAbandoned(session, operations);
        String name = Tails.prefix(session) + UUID.randomUUID().toString().substring(0, 8);
        try (var interruption = Interruption.watch();
                var queue = operations.temporaryQueue(name, arn, session.who())) {
            session.output().say("waiting for events on " + topic + ", Ctrl-C ends it");
            return follow(queue, interruption);
        }
    }

    private int follow(TemporaryQueue temporary, Interruption interruption) {
        var queue = temporary.queue();
        var output = session.output();
        var alive = Instant.now();
        int shown = 0;
        while (!interruption.requested()) {
            for (var message : queue.receive(10, Duration.ofSeconds(1), Duration.ofSeconds(30))) {
                if (isOfAnotherType(message)) {
                    continue;
                }
                print(output, message);
                shown++;
                if (limit != null && shown >= limit) {
                    return ExitCode.OK;
                }
            }
            if (alive.plus(Tails.SIGN_OF_LIFE).isBefore(Instant.now())) {
                temporary.keepAlive();
                alive = Instant.now();
            }
        }
        return ExitCode.INTERRUPTED;
    }

    /** A topic of an ordered noun has all its types. */
    private boolean isOfAnotherType(ReceivedMessage message) {
        String its = message.attributes().get("type");
        return EVENT_TYPE.matcher(type).matches() && its != null && !its.equals(type);
    }

    private void print(Output output, ReceivedMessage message) {
        try {
            CloudEvent event = format.read(message.body());
            if (output.json()) {
                var shown = (ObjectNode) JSON.readTree(message.body());
                output.line((body ? shown : shown.without(CONTENT)).toString());
            } else {
                output.line(Table.printable(event.time() + "  " + event.type() + "  " + event.subject() + "  "
                        + event.source() + "  " + event.id() + (body ? "  " + JSON.valueToTree(event.data()) : "")));
            }
        } catch (MalformedEventException | JsonProcessingException e) {
            output.say("message " + message.id() + " is no event: " + e.getMessage());
        }
    }
}
