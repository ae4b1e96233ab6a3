package dev.entrega.marketplace.backoffice;

import dev.entrega.marketplace.backoffice.OrdersApi.Line;
import dev.entrega.marketplace.backoffice.OrdersApi.Money;
import dev.entrega.marketplace.backoffice.OrdersApi.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the pages write what orders are made of. */
final class Shown {
    /** In the order of an order's way; others are shown too, but can't be asked for. */
    static final List<String> STATES = List.of("placed", "confirmed", "shipped", "settled", "rejected", "cancelled");

    private static final Set<String> CANCELLABLE = Set.of("placed", "confirmed");
    private static final DateTimeFormatter DAY = format("d MMM yyyy, HH:mm");
    private static final DateTimeFormatter SECOND = format("d MMM yyyy, HH:mm:ss");
    private static final DateTimeFormatter TIME = format("HH:mm:ss");
    private static final int TAIL = 12;

    /** After the point, of the currencies that there are; that of another is written as it is counted. */
    private static final Map<String, Integer> DIGITS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Currency::getCurrencyCode, currency -> Math.max(0, currency.getDefaultFractionDigits())));

    private Shown() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    static String second(Instant at) {
        return SECOND.format(at);
    }

    static String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    /** An order's number for people: the end of its id, since what is placed at the same time begins alike. */
    static String number(String id) {
        return id.substring(Math.max(0, id.length() - TAIL));
    }

    static String money(Money money) {
        int digits = DIGITS.getOrDefault(money.currency(), 0);
        return BigDecimal.valueOf(money.amount(), digits).toPlainString() + " " + money.currency();
    }

    static String sum(Line line) {
        return money(new Money(
                line.quantity() * line.unitPrice().amount(), line.unitPrice().currency()));
    }

    static String pieces(Order order) {
        long pieces = order.lines().stream().mapToLong(Line::quantity).sum();
        return pieces == 1 ? "1 piece" : pieces + " pieces";
    }

    /** The class of a state's badge, of the states that have one. */
    static String badge(String state) {
        return STATES.contains(state) ? state : "unknown";
    }

    static boolean isCancellable(Order order) {
        return CANCELLABLE.contains(order.state());
    }
}
