package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.local.wire.Refusal;
import java.util.Map;

/** From the least to the most that AWS takes, both included. */
record Range(long least, long most) {
    /** Of a call's parameters, in seconds but for the number (API references of the actions). */
    private static final Map<String, Range> PARAMETERS = Map.of(
            "MaxNumberOfMessages", new Range(1, 10),
            "WaitTimeSeconds", new Range(0, 20),
            "VisibilityTimeout", new Range(0, 43_200),
            "DelaySeconds", new Range(0, 900));

    /** Whether the text is a number within. */
    boolean holds(String value) {
        return value.matches("\\d{1,9}") && Long.parseLong(value) >= least && Long.parseLong(value) <= most;
    }

    /** @throws Refusal for the first parameter that is given and out of its range */
    static void check(JsonNode request) {
        PARAMETERS.forEach((parameter, range) -> {
            JsonNode value = request.path(parameter);
            if (value.isNumber() && !range.holds(value.asText())) {
                throw Errors.invalidValue("Value " + value + " for parameter " + parameter
                        + " is invalid. Reason: Must be between " + range.least() + " and " + range.most()
                        + ", if provided.");
            }
        });
    }
}
