package dev.entrega.marketplace.partner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.entrega.marketplace.contract.OrderReceivedV1;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the bazaar tells it. What it says beyond that is left alone: it is the partner's to add to.
 *
 * @param number the bazaar's own
 */
@Introspected
@JsonIgnoreProperties(ignoreUnknown = true)
record BazaarOrder(
        @NotNull @Size(min = 1, max = 100) String number,
        @NotNull @Valid Customer customer,
        @NotEmpty List<@NotNull @Valid Item> items) {

    /** Personal: it stays out of logs. */
    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Customer(
            @NotNull String name,
            @NotNull String mail,
            @Nullable String address) {

        @Override
        public String toString() {
            return "Customer[***]";
        }
    }

    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(@NotNull String sku, @NotNull Long pieces) {}

    OrderReceivedV1 received() {
        return new OrderReceivedV1(
                Partners.BAZAAR,
                number,
                new OrderReceivedV1.Buyer(customer.name(), customer.mail(), customer.address()),
                items.stream()
                        .map(item -> new OrderReceivedV1.Line(item.sku(), item.pieces()))
                        .toList());
    }
}
