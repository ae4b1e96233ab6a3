package dev.entrega.toolbelt.deadletter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.consumer.deadletter.DeadLetter;
import dev.entrega.contract.data.DataSchema;
import dev.entrega.contract.data.DataSchema.Violation;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.MalformedEventException;
import dev.entrega.toolbelt.contract.ExactJson;
import dev.entrega.toolbelt.contract.ProjectContracts;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A change of a dead letter's body, and what speaks against it. */
final class Edit {

    /** The platform's limit for an event, which SNS has as well (Amazon SNS quotas). */
    private static final int MAX_BYTES = 256 * 1024;

    private final DeadLetter letter;
    private final CloudEvent event;
    private final ProjectContracts contracts;

    /** @throws ToolbeltException if the body is no event, so that there is no id to keep */
    Edit(DeadLetter letter, ProjectContracts contracts) {
        this.letter = letter;
        this.contracts = contracts;
        try {
            this.event = new CloudEventFormat().read(letter.body());
        } catch (MalformedEventException e) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    "its body is no event (" + e.getMessage() + "), so there is no id that it could keep: have it "
                            + "published anew, and throw this away with dlq discard");
        }
    }

    /** The body, a property each line. */
    String readable(String body) {
        return parse(body).toPrettyString();
    }

    /**
     * The body with other values.
     *
     * @param values by JSON pointers; JSON, or else a text
     * @throws ToolbeltException if a pointer leads nowhere
     */
    String with(Map<String, String> values) {
        JsonNode body = parse(letter.body());
        values.forEach((pointer, value) -> set(body, pointer, valueOf(value)));
        return body.toString();
    }

    private static JsonNode valueOf(String text) {
        try {
            return ExactJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return ExactJson.MAPPER.getNodeFactory().textNode(text);
        }
    }

    private static void set(JsonNode body, String name, JsonNode value) {
        JsonPointer pointer = pointer(name);
        JsonNode parent = pointer.matches() ? ExactJson.MAPPER.missingNode() : body.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.set(pointer.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array && array.has(pointer.last().getMatchingIndex())) {
            array.set(pointer.last().getMatchingIndex(), value);
        } else {
            throw new ToolbeltException(
                    ExitCode.USAGE, name + " leads nowhere in the body; look at it with dlq show --body");
        }
    }

    private static JsonPointer pointer(String name) {
        try {
            return JsonPointer.compile(name);
        } catch (IllegalArgumentException e) {
            throw new ToolbeltException(ExitCode.USAGE, name + " is no JSON pointer: write it as /data/total/amount");
        }
    }

    /**
     * What the contract has against a body.
     *
     * @throws ToolbeltException if it is another event, or none, or too large, or its contract is not in the project
     */
    List<Violation> violations(String body) {
        CloudEvent changed = read(body);
        if (!changed.id().equals(event.id())
                || !changed.source().equals(event.source())
                || !changed.type().equals(event.type())
                || !changed.subject().equals(event.subject())) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    "it would be another event: id, source, type and subject have to stay as they are");
        }
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES || !CloudEventFormat.isSendable(body)) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    "it can't be sent: " + bytes + " bytes of " + MAX_BYTES + ", or control characters in it");
        }
        var contract = contracts
                .find(event.type())
                .orElseThrow(() -> new ToolbeltException(
                        ExitCode.REFUSED,
                        "no contract of " + event.type() + " is in this project, so nobody knows what it allows: do it "
                                + "in the project that has it"));
        return DataSchema.tolerant(contract.schema()).violations(changed.data()).stream()
                .map(violation -> new Violation("/data" + violation.pointer(), violation.rule()))
                .toList();
    }

    private static CloudEvent read(String body) {
        try {
            return new CloudEventFormat().read(body);
        } catch (MalformedEventException e) {
            throw new ToolbeltException(ExitCode.FINDINGS, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode parse(String body) {
        try {
            return ExactJson.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was read before", e);
        }
    }
}
