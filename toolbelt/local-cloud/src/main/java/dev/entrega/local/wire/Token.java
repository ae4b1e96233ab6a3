package dev.entrega.local.wire;

import java.util.regex.Pattern;

/**
 * What names a message group, or makes a message one of a kind: MessageGroupId and MessageDeduplicationId of both services
 * (API references of SendMessage and Publish).
 */
public final class Token {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\p{Punct}]{1,128}");

    private Token() {}

    public static boolean valid(String text) {
        return TOKEN.matcher(text).matches();
    }
}
