package dev.entrega.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.local.wire.Refusal;

/**
 * Where a message goes that was received too often.
 *
 * @param target ARN of the dead-letter queue
 * @param receives how often a message may be received, 1 to 1000
 */
record RedrivePolicy(String target, int receives) {
    private static final int MOST = 1000;

    /** @throws Refusal if the text is not what AWS takes */
    static RedrivePolicy parse(String text) {
        try {
            JsonNode json = Json.parse(text);
            String target = json.path("deadLetterTargetArn").asText();
            int receives = json.path("maxReceiveCount").asInt();
            if (receives < 1 || receives > MOST) {
                throw refused(text, "Invalid value for maxReceiveCount: it must be between 1 and 1000.");
            }
            if (Queue.nameIn(target).isEmpty()) {
                throw refused(text, "Invalid value for deadLetterTargetArn.");
            }
            return new RedrivePolicy(target, receives);
        } catch (JsonProcessingException e) {
            throw refused(text, "Redrive policy is not a valid JSON map.");
        }
    }

    static Refusal refused(String text, String reason) {
        return Errors.invalidValue("Value " + text + " for parameter RedrivePolicy is invalid. Reason: " + reason);
    }

    /**
     * In effect none, in the only form that ElasticMQ takes once a queue has had one. It destroys what it would move to a
     * queue that has been deleted.
     */
    static RedrivePolicy none(Queue queue) {
        return new RedrivePolicy(queue.arn(), MOST);
    }

    String json() {
        return "{\"deadLetterTargetArn\":\"" + target + "\",\"maxReceiveCount\":" + receives + "}";
    }
}
