package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Token;

/**
 * What a message needs for a FIFO queue, and may not have for a standard one (API reference of SendMessage). A group on a
 * standard queue is its tenant ("fair queues") and orders nothing.
 */
final class FifoRules {
    private FifoRules() {}

    /** @throws Refusal for the first rule that the message breaks */
    static void check(JsonNode message, Queue queue) {
        checkToken(message, "MessageGroupId");
        checkToken(message, "MessageDeduplicationId");
        if (queue.fifo()) {
            checkFifo(message, queue);
        } else if (message.has("MessageDeduplicationId")) {
            throw notOfThisType(message, "MessageDeduplicationId");
        }
    }

    private static void checkFifo(JsonNode message, Queue queue) {
        if (!message.has("MessageGroupId")) {
            throw new Refusal("MissingParameter", "The request must contain the parameter MessageGroupId.");
        }
        if (!message.has("MessageDeduplicationId") && !queue.deduplicatesByContent()) {
            throw Errors.invalidValue("The queue should either have ContentBasedDeduplication enabled or "
                    + "MessageDeduplicationId provided explicitly");
        }
        if (message.path("DelaySeconds").asInt() != 0) {
            throw notOfThisType(message, "DelaySeconds");
        }
    }

    private static void checkToken(JsonNode message, String parameter) {
        if (message.has(parameter) && !Token.valid(message.path(parameter).asText())) {
            throw Errors.invalidValue(
                    parameter + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    private static Refusal notOfThisType(JsonNode message, String parameter) {
        return Errors.invalidValue("Value " + message.path(parameter).asText() + " for parameter " + parameter
                + " is invalid. " + "Reason: The request includes a parameter that is not valid for this queue type.");
    }
}
