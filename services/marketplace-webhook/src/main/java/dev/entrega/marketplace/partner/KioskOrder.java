package dev.entrega.marketplace.partner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.entrega.marketplace.contract.OrderReceivedV1;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * An order as the kiosk tells it, which its customers collect there.
 *
 * @param id of this message, the same if it is sent again
 * @param basket pieces by article
 */
@Introspected
@JsonIgnoreProperties(ignoreUnknown = true)
record KioskOrder(
        @NotNull String id,

        @JsonProperty("order_no") @NotNull @Size(min = 1, max = 100)
        String orderNumber,

        @JsonProperty("customer_name") @NotNull String customerName,
        @JsonProperty("customer_email") @NotNull String customerEmail,
        @NotEmpty Map<String, @NotNull Long> basket) {

    OrderReceivedV1 received() {
        return new OrderReceivedV1(
                Partners.KIOSK,
                orderNumber,
                new OrderReceivedV1.Buyer(customerName, customerEmail, null),
                basket.entrySet().stream()
                        .map(entry -> new OrderReceivedV1.Line(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** Its customer is personal. */
    @Override
    public String toString() {
        return "KioskOrder[" + id + "]";
    }
}
