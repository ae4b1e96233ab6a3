package dev.entrega.marketplace.backoffice;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Idempotency keys: each form is shown with a fresh one, and sent with it however often it is sent. */
final class Keys {
    static final String FIELD = "key";

    private static final Pattern KEY = Pattern.compile("[0-9a-f-]{36}");

    private Keys() {}

    static String fresh() {
        return UUID.randomUUID().toString();
    }

    /** The key of a form that was sent; a fresh one if it has none of ours. */
    static String of(Map<String, String> fields) {
        String key = fields.getOrDefault(FIELD, "");
        return KEY.matcher(key).matches() ? key : fresh();
    }
}
