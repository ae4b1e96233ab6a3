package dev.entrega.marketplace.backoffice;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of a new order.
 *
 * @param token that lets the form pass
 * @param flaws what is wrong, by the id of the field
 * @param problem why it was not placed, {@code null} if it was not tried
 */
record FormView(
        OrderForm form,
        String token,
        Map<String, String> flaws,
        @Nullable String problem) {

    @Nullable
    String flaw(String field) {
        return flaws.get(field);
    }

    /** The ids of what a screen reader reads out with a field, {@code null} for nothing. */
    @Nullable
    String describedBy(String field, @Nullable String hint) {
        String ids = Stream.of(hint == null ? "" : field + "-hint", flaw(field) == null ? "" : field + "-flaw")
                .filter(id -> !id.isEmpty())
                .collect(Collectors.joining(" "));
        return ids.isEmpty() ? null : ids;
    }

    /** What a field is called, by its id. */
    static String label(String field) {
        return switch (field) {
            case "name" -> "Name";
            case "email" -> "E-mail";
            case "address" -> "Deliver to";
            default -> field.startsWith("sku-") ? "Product " + number(field) : "Pieces " + number(field);
        };
    }

    private static int number(String field) {
        return 1 + Integer.parseInt(field.substring(field.indexOf('-') + 1));
    }
}
