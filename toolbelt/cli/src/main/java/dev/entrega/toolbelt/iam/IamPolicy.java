package dev.entrega.toolbelt.iam;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.ServiceDescription.Handled;
import dev.entrega.messaging.runtime.ServiceDescription.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rights of one service in AWS, by the calls that its processes make. A right on a batch is that on a single message;
 * some of SNS know no resource, and stand for all (AWS service authorization reference).
 *
 * @param statements in an order that reads well
 */
public record IamPolicy(List<Statement> statements) {

    private static final String VERSION = "2012-10-17";
    private static final List<String> EVERYTHING = List.of("*");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Some actions on some resources, allowed. */
    public record Statement(
            @JsonProperty("Sid") String sid,
            @JsonProperty("Effect") String effect,
            @JsonProperty("Action") List<String> actions,
            @JsonProperty("Resource") List<String> resources) {}

    /**
     * The least that the service's processes of that role need.
     *
     * @throws dev.entrega.toolbelt.terminal.ToolbeltException if it publishes what it has no right to
     */
    public static IamPolicy of(ServiceDescription service, Rights rights, Role role, Place place) {
        rights.require(service);
        var statements = new ArrayList<Statement>();
        switch (role) {
            case RUNTIME -> addRuntime(service, place, statements);
            case RELEASE -> addRelease(service, place, statements);
        }
        return new IamPolicy(List.copyOf(statements));
    }

    private static void addRuntime(ServiceDescription service, Place place, List<Statement> statements) {
        statements.add(allow("FindTopics", List.of("sns:ListTopics"), EVERYTHING));
        add("Publish", List.of("sns:Publish"), published(service, place), statements);
        var own = service.queues().map(queue -> place.queue(queue.name())).toList();
        if (!own.isEmpty()) {
            addLook(service, place, statements);
            // Its own redrives come by this queue alone.
            add(
                    "Receive",
                    List.of(
                            "sqs:ReceiveMessage",
                            "sqs:DeleteMessage",
                            "sqs:ChangeMessageVisibility",
                            "sqs:SendMessage"),
                    own,
                    statements);
            add(
                    "CollectDeadLetters",
                    List.of("sqs:ReceiveMessage", "sqs:DeleteMessage"),
                    nets(service, place),
                    statements);
        }
    }

    private static void addRelease(ServiceDescription service, Place place, List<Statement> statements) {
        statements.add(allow("FindTopics", List.of("sns:ListTopics"), EVERYTHING));
        add(
                "MakeTopics",
                List.of("sns:CreateTopic", "sns:TagResource"),
                Stream.concat(published(service, place).stream(), handled(service, place).stream())
                        .distinct()
                        .toList(),
                statements);
        var own = service.queues().map(queue -> place.queue(queue.name())).toList();
        if (!own.isEmpty()) {
            addLook(service, place, statements);
            add(
                    "MakeQueues",
                    List.of("sqs:CreateQueue", "sqs:TagQueue", "sqs:SetQueueAttributes"),
                    queues(service, place),
                    statements);
            // With the sentinel, which is published and received to prove a new subscription.
            add("Subscribe", List.of("sns:Subscribe", "sns:Publish"), handled(service, place), statements);
            statements.add(allow(
                    "MendSubscriptions", List.of("sns:SetSubscriptionAttributes", "sns:Unsubscribe"), EVERYTHING));
            add(
                    "ProveSubscriptions",
                    List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"),
                    own,
                    statements);
        }
    }

    /** To compare what exists with what is declared, which both do. */
    private static void addLook(ServiceDescription service, Place place, List<Statement> statements) {
        add("FindQueues", List.of("sqs:GetQueueUrl", "sqs:GetQueueAttributes"), queues(service, place), statements);
        add("FindSubscriptions", List.of("sns:ListSubscriptionsByTopic"), handled(service, place), statements);
        statements.add(allow("ReadSubscriptions", List.of("sns:GetSubscriptionAttributes"), EVERYTHING));
    }

    private static void add(String sid, List<String> actions, List<String> resources, List<Statement> statements) {
        if (!resources.isEmpty()) {
            statements.add(allow(sid, actions, resources));
        }
    }

    private static Statement allow(String sid, List<String> actions, List<String> resources) {
        return new Statement(sid, "Allow", actions, resources);
    }

    private static List<String> published(ServiceDescription service, Place place) {
        return service.publishes().stream()
                .map(Published::topic)
                .distinct()
                .map(place::topic)
                .toList();
    }

    private static List<String> handled(ServiceDescription service, Place place) {
        return service.handlers().stream()
                .map(Handled::topic)
                .distinct()
                .map(place::topic)
                .toList();
    }

    private static List<String> queues(ServiceDescription service, Place place) {
        return Stream.concat(service.queues().map(queue -> place.queue(queue.name())), nets(service, place).stream())
                .toList();
    }

    private static List<String> nets(ServiceDescription service, Place place) {
        return service.queues()
                .flatMap(queue -> Stream.of(queue.deadLetterQueue(), queue.undeliveredQueue()))
                .map(place::queue)
                .toList();
    }

    /** The policy document, as IAM takes it. */
    public String toJson() {
        var document = JSON.createObjectNode().put("Version", VERSION);
        document.set("Statement", JSON.valueToTree(statements));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy is always JSON", e);
        }
    }
}
