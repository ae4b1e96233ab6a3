package dev.entrega.local.sns;

import dev.entrega.local.wire.Characters;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.MessageAttribute;
import dev.entrega.local.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a publisher hands in, checked as SNS does (API reference of Publish; "message attributes" of the guide). */
record Publication(String message, Optional<String> subject, Map<String, MessageAttribute> attributes) {
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
        return new Publication(form.get("Message"), form.find("Subject"), attributes);
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
        if (subject.isPresent() && (subject.get().isEmpty() || subject.get().length() > MOST_SUBJECT)) {
            throw Invalid.parameter("Subject");
        }
        attributes.forEach((name, attribute) -> attribute.objection(name).ifPresent(objection -> {
            throw new Refusal("ParameterValueInvalid", objection);
        }));
    }
}
