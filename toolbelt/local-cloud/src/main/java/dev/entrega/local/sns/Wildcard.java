package dev.entrega.local.sns;

import java.util.List;

/**
 * A pattern in which {@code *} stands for any text (SNS developer guide, "string value matching"). Matched by searching
 * each part after the other, in time that no pattern can blow up.
 */
record Wildcard(List<String> parts) {
    static final int MOST_STARS = 3;

    static Wildcard parse(String pattern) {
        return new Wildcard(List.of(pattern.split("\\*", -1)));
    }

    static int stars(String pattern) {
        return parse(pattern).parts().size() - 1;
    }

    boolean matches(String text) {
        if (parts.size() == 1) {
            return text.equals(parts.getFirst());
        }
        String last = parts.getLast();
        if (!text.startsWith(parts.getFirst())) {
            return false;
        }
        int from = parts.getFirst().length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        return text.length() - last.length() >= from && text.endsWith(last);
    }
}
