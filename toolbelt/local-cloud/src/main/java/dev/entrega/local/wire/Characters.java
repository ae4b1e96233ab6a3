package dev.entrega.local.wire;

import java.util.OptionalInt;

/**
 * The characters of a message: those of XML 1.0. SQS refuses all others (API reference of SendMessage): control
 * characters, lone surrogates, U+FFFE and U+FFFF.
 */
public final class Characters {
    private Characters() {}

    /** The first character of the text that a message may not hold. */
    public static OptionalInt firstForbidden(String text) {
        return text.codePoints().filter(c -> !allowed(c)).findFirst();
    }

    /** As AWS writes it: {@code #xFFFE}. */
    public static String name(int character) {
        return "#x%X".formatted(character);
    }

    private static boolean allowed(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
