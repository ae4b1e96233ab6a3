package dev.entrega.marketplace.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an order is on its way; {@link OrderWorkflow} says where it can go from there. */
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

    /** As it is written in JSON and in the database. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OrderState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
