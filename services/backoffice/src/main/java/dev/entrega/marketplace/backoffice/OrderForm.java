package dev.entrega.marketplace.backoffice;

import dev.entrega.marketplace.backoffice.OrdersApi.Buyer;
import dev.entrega.marketplace.backoffice.OrdersApi.Flaw;
import dev.entrega.marketplace.backoffice.OrdersApi.NewLine;
import dev.entrega.marketplace.backoffice.OrdersApi.NewOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new order, as it was filled in so far.
 *
 * @param key under which it is sent however often, so that it is placed once
 * @param rows for its lines; those with nothing in them are not sent, and come last
 */
record OrderForm(String key, String name, String email, String address, List<Row> rows) {

    private static final int FEWEST_ROWS = 3;

    /** As many as an order may have lines. */
    private static final int MOST_ROWS = 100;

    /** It has no field of its own. More than may be can't be sent, so what is wrong with all of them is that there are none. */
    private static final String LINES = "/lines";

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern OF_BUYER = Pattern.compile("/buyer/(name|email|address)");
    private static final Pattern OF_LINE = Pattern.compile("/lines/(\\d{1,3})(?:/(sku|quantity))?");

    record Row(String sku, String quantity) {
        static final Row EMPTY = new Row("", "");

        /** A whole number where it is one; else {@code orders-api} is to say what is wrong with it. */
        private @Nullable Object number() {
            if (quantity.isEmpty()) {
                return null;
            }
            return WHOLE.matcher(quantity).matches() ? (Object) Integer.valueOf(quantity) : quantity;
        }
    }

    OrderForm {
        rows = List.copyOf(rows);
    }

    static OrderForm empty() {
        return new OrderForm(Keys.fresh(), "", "", "", List.of()).withRows(FEWEST_ROWS);
    }

    /** @param fields as the browser has sent them */
    static OrderForm of(Map<String, String> fields) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < MOST_ROWS; i++) {
            var row = new Row(text(fields, "sku-" + i), text(fields, "quantity-" + i));
            if (!row.equals(Row.EMPTY)) {
                rows.add(row);
            }
        }
        return new OrderForm(
                        Keys.of(fields), text(fields, "name"), text(fields, "email"), text(fields, "address"), rows)
                .withRows(FEWEST_ROWS);
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** With as many more rows to fill in as an empty form has. */
    OrderForm withMoreRows() {
        return withRows(filled().size() + FEWEST_ROWS);
    }

    private OrderForm withRows(int wanted) {
        var more = new ArrayList<>(filled());
        while (more.size() < Math.min(MOST_ROWS, wanted)) {
            more.add(Row.EMPTY);
        }
        return new OrderForm(key, name, email, address, more);
    }

    OrderForm withAnotherKey() {
        return new OrderForm(Keys.fresh(), name, email, address, rows);
    }

    private List<Row> filled() {
        return rows.stream().filter(row -> !row.equals(Row.EMPTY)).toList();
    }

    NewOrder order() {
        return new NewOrder(
                new Buyer(name, email, address.isEmpty() ? null : address),
                filled().stream()
                        .map(row -> new NewLine(row.sku(), row.number()))
                        .toList());
    }

    /** What is wrong, by the id of the field that has it; of what has no field of its own, by that of the first line. */
    static Map<String, String> byField(List<Flaw> flaws) {
        var byField = new LinkedHashMap<String, String>();
        for (var flaw : flaws) {
            String detail =
                    flaw.pointer().equals(LINES) ? "is missing: an order has at least one product" : flaw.detail();
            byField.merge(field(flaw.pointer()), detail, (one, other) -> one + "; " + other);
        }
        return byField;
    }

    private static String field(String pointer) {
        var buyer = OF_BUYER.matcher(pointer);
        if (buyer.matches()) {
            return buyer.group(1);
        }
        var line = OF_LINE.matcher(pointer);
        if (line.matches()) {
            return (line.group(2) == null ? "sku" : line.group(2)) + "-" + line.group(1);
        }
        return pointer.startsWith("/buyer") ? "name" : "sku-0";
    }
}
