package dev.entrega.local.sns;

import dev.entrega.local.wire.Characters;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.MessageAttribute;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a publisher hands in, checked as SNS does (API reference of Publish; "message attributes" of the guide).
 *
 * @param group MessageGroupId
 * @param deduplication MessageDeduplicationId
 */
record Publication(
        String message,
        Optional<String> subject,
        Map<String, MessageAttribute> attributes,
        Optional<String> group,
        Optional<String> deduplication) {
    /** Bytes, of a message with its attributes, and of a batch as a whole. */
    static final int SIZE_LIMIT = 262_144;

    private static final int MOST_SUBJECT = 100;

    /** @param form with the names of the action's parameters, or of one batch entry's */
    static Publication read(Form form) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        for (Form item : form.items("MessageAttributes.entry")) {
            String value = item.find("Value.StringValue").orElse(item.get("Value.BinaryValue"));
            attributes.put(item.get("Name"), new MessageAttribute(item.get("Value.DataType"), value));
        }
        if (form.get("MessageStructure").equals("json")) {
            throw Invalid.parameter("MessageStructure", "the local cloud takes one message for all, not json");
        }
        return new Publication(
                form.get("Message"),
                form.find("Subject"),
                attributes,
                form.find("MessageGroupId"),
                form.find("MessageDeduplicationId"));
    }

    /** In bytes. */
    int size() {
        int size = MessageAttribute.utf8(message);
        for (var attribute : attributes.entrySet()) {
            size += MessageAttribute.utf8(attribute.getKey())
                    + attribute.getValue().size();
        }
        return size;
    }

    /** With the deduplication id that a FIFO topic makes of the message, if the publisher gave none. */
    Publication deduplicatedBy(Topic topic) {
        return topic.fifo() && deduplication.isEmpty()
                ? new Publication(message, subject, attributes, group, Optional.of(sha256(message)))
                : this;
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a FIFO topic asks for and a standard one does not take. A group on a standard topic is for the fair queues that
     * subscribe to it.
     *
     * @throws Refusal with SNS's reason
     */
    void checkOrder(Topic topic) {
        checkToken("MessageGroupId", group);
        checkToken("MessageDeduplicationId", deduplication);
        if (!topic.fifo() && deduplication.isPresent()) {
            throw Invalid.parameter(
                    "MessageDeduplicationId",
                    "The request includes MessageDeduplicationId parameter that is not valid for this topic type");
        }
        if (topic.fifo() && group.isEmpty()) {
            throw Invalid.parameter("The MessageGroupId parameter is required for FIFO topics");
        }
        if (topic.fifo() && deduplication.isEmpty() && !topic.deduplicatesByContent()) {
            throw Invalid.parameter("The topic should either have ContentBasedDeduplication enabled or "
                    + "MessageDeduplicationId provided explicitly");
        }
    }

    private static void checkToken(String parameter, Optional<String> token) {
        if (token.isPresent() && !Token.valid(token.get())) {
            throw Invalid.parameter(
                    parameter, "It can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    private static boolean validSubject(String subject) {
        return !subject.isEmpty()
                && subject.length() <= MOST_SUBJECT
                && subject.chars().noneMatch(Character::isISOControl);
    }

    /** @throws Refusal with SNS's reason */
    void check() {
        if (message.isEmpty()) {
            throw Invalid.parameter("Empty message");
        }
        if (size() > SIZE_LIMIT) {
            throw Invalid.parameter("Message too long");
        }
        Characters.firstForbidden(message).ifPresent(character -> {
            throw Invalid.parameter("Message", "invalid character " + Characters.name(character));
        });
        if (subject.isPresent() && !validSubject(subject.get())) {
            throw Invalid.parameter("Subject");
        }
        attributes.forEach((name, attribute) -> attribute.objection(name).ifPresent(objection -> {
            throw new Refusal("ParameterValueInvalid", objection);
        }));
    }
}
