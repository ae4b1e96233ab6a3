package dev.entrega.contract.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.model.Contract;
import java.util.stream.Stream;

/** Topics and queues: what a receiver has to know of SNS and SQS, by the bindings that AsyncAPI 3.1 has for them. */
final class Broker {

    private static final String SNS_BINDING = "0.1.0";

    /** The newest that the schema of AsyncAPI 3.1 names; 0.3.0 exists and is not let in. */
    private static final String SQS_BINDING = "0.2.0";

    private Broker() {}

    static ObjectNode server() {
        ObjectNode server = JsonNodeFactory.instance.objectNode();
        server.put("host", "sns.{region}.amazonaws.com");
        server.put("protocol", "sns");
        server.put(
                "description",
                "The topics. A receiver subscribes a queue of its own to them, with raw message delivery.");
        server.putObject("variables").putObject("region").put("description", "The AWS region, e.g. eu-central-1.");
        return server;
    }

    static ObjectNode environment() {
        ObjectNode environment = JsonNodeFactory.instance.objectNode();
        environment.put(
                "description",
                "The environment. In the names of topics and queues of the bindings it stands for the same.");
        environment.putArray("examples").add("dev").add("prod");
        return environment;
    }

    static ObjectNode channel(Contract contract) {
        String key = AsyncApi.key(contract.name());
        ObjectNode channel = JsonNodeFactory.instance.objectNode();
        channel.put("address", TopicNames.topic(contract));
        channel.put("title", key);
        String description = Messages.description(contract);
        if (!description.isEmpty()) {
            channel.put("summary", AsyncApi.summary(description));
        }
        if (!contract.noun().description().isEmpty()) {
            channel.put("description", contract.noun().description());
        }
        channel.putArray("servers").add(AsyncApi.reference("#/servers/sns"));
        channel.putObject("parameters")
                .set(TopicNames.ENVIRONMENT, AsyncApi.reference("#/components/parameters/" + TopicNames.ENVIRONMENT));
        channel.putObject("messages").set(key, AsyncApi.reference("#/components/messages/" + key));
        channel.set("tags", Messages.tags(contract));
        ObjectNode topic = channel.putObject("bindings").putObject("sns");
        topic.put("name", TopicNames.topic(contract));
        topic.putObject("ordering").put("type", contract.noun().ordered() ? "FIFO" : "standard");
        topic.put("bindingVersion", SNS_BINDING);
        return channel;
    }

    /** How a service receives: its queue is subscribed to the topics, with nets below it. */
    static ObjectNode subscription(Participant service, boolean ordered) {
        ObjectNode bindings = JsonNodeFactory.instance.objectNode();
        ObjectNode sns = bindings.putObject("sns");
        ObjectNode consumer = sns.putArray("consumers").addObject();
        consumer.put("protocol", "sqs");
        consumer.putObject("endpoint").put("name", TopicNames.queue(service.name(), ordered));
        consumer.put("rawMessageDelivery", true);
        consumer.putObject("redrivePolicy")
                .putObject("deadLetterQueue")
                .put("name", TopicNames.undeliveredQueue(service.name(), ordered));
        sns.put("bindingVersion", SNS_BINDING);
        ObjectNode sqs = bindings.putObject("sqs");
        ArrayNode queues = sqs.putArray("queues");
        Stream.of(
                        TopicNames.queue(service.name(), ordered),
                        TopicNames.deadLetterQueue(service.name(), ordered),
                        TopicNames.undeliveredQueue(service.name(), ordered))
                .forEach(name -> queues.addObject().put("name", name).put("fifoQueue", ordered));
        sqs.put("bindingVersion", SQS_BINDING);
        return bindings;
    }
}
