package dev.entrega.marketplace.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an order is on its way; {@link OrderWorkflow} says where it can go from there. */
enum OrderState {
    /** The buyer has said what they want; the stock has not answered. */
    PLACED,
    /** The stock holds everything back for it. */
    CONFIRMED,
    /** The carrier has it. */
    SHIPPED,
    /** The payout to its seller has been triggered. */
    SETTLED,
    /** The stock can't cover it. */
    REJECTED,
    /** Called off before it was shipped. */
    CANCELLED;

    /** As it is written in JSON and in the database. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OrderState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The state that is written so, if there is one. */
    static Optional<OrderState> find(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
