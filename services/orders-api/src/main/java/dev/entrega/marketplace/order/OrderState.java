package dev.entrega.marketplace.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where an order is on its way, and where it can go from there. */
enum OrderState {
    /** The buyer has said what they want; the stock has not answered. */
    PLACED,
    /** The stock holds everything back for it. */
    CONFIRMED,
    /** The carrier has it. */
    SHIPPED,
    /** The stock can't cover it. */
    REJECTED,
    /** Called off before it was shipped. */
    CANCELLED;

    List<OrderState> next() {
        return switch (this) {
            case PLACED -> List.of(CONFIRMED, REJECTED, CANCELLED);
            case CONFIRMED -> List.of(SHIPPED, CANCELLED);
            case SHIPPED, REJECTED, CANCELLED -> List.of();
        };
    }

    /** The states from which this one can be entered. */
    List<OrderState> previous() {
        return Arrays.stream(values())
                .filter(state -> state.next().contains(this))
                .toList();
    }

    /** As it is written in JSON and in the database. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OrderState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
