package dev.entrega.local.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The value of a message attribute.
 *
 * @param type {@code String}, {@code Number} or {@code Binary}, with an optional label after a dot
 * @param value the text; of binary data the base64 form, in which it travels
 */
public record MessageAttribute(String type, String value) {
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,249})?");
    /** SQS developer guide, "message attribute components": no dot at an end, none after another. */
    private static final Pattern NAME = Pattern.compile("(?=.{1,256}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private static final Pattern RESERVED = Pattern.compile("(?i)(aws|amazon)\\..*");

    public boolean binary() {
        return type.startsWith("Binary");
    }

    private boolean number() {
        return type.startsWith("Number");
    }

    /** The bytes that count against a message's size limit, without the name: type and value. */
    public int size() {
        return utf8(type) + (binary() ? base64(value) : utf8(value));
    }

    /** Bytes that the base64 form stands for: its padding stands for none. */
    private static int base64(String value) {
        int padding = value.endsWith("==") ? 2 : value.endsWith("=") ? 1 : 0;
        return value.length() / 4 * 3 - padding;
    }

    /** Length in bytes of UTF-8, in which AWS measures every limit. */
    public static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Why neither service takes an attribute of this name and value; empty if both do. */
    public Optional<String> objection(String name) {
        String attribute = "The message attribute '" + name + "' ";
        if (!NAME.matcher(name).matches() || RESERVED.matcher(name).matches()) {
            return Optional.of(attribute + "has an invalid name: 1 to 256 letters, digits, '_', '-' and single '.', "
                    + "not beginning with AWS. or Amazon.");
        }
        if (!TYPE.matcher(type).matches()) {
            return Optional.of(
                    attribute + "has an invalid message attribute type, the set of supported type prefixes is "
                            + "Binary, Number, and String.");
        }
        if (value.isEmpty()) {
            return Optional.of(attribute + "must contain non-empty message attribute value for message attribute type '"
                    + type + "'.");
        }
        if (number() && !isNumber()) {
            return Optional.of(attribute + "must be a number, its value is '" + value + "'.");
        }
        OptionalInt forbidden = Characters.firstForbidden(value);
        return forbidden.isPresent()
                ? Optional.of(attribute + "holds the invalid character " + Characters.name(forbidden.getAsInt()) + ".")
                : Optional.empty();
    }

    private boolean isNumber() {
        try {
            return new BigDecimal(value).precision() <= 38;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
