package dev.entrega.marketplace.order;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a buyer asks for. Its bounds are those of the contract {@code order.placed.v1}. */
@Introspected
record PlaceOrder(
        @NotNull @Valid Buyer buyer,
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Line> lines) {

    /**
     * Who buys. Personal: it stays out of logs, and {@link #toString} says nothing.
     *
     * @param address where to deliver, {@code null} if the buyer collects the goods
     */
    @Introspected
    record Buyer(
            @NotNull @Size(min = 1, max = 200) String name,

            @NotNull @Size(max = 254) @Pattern(regexp = "[^@\\s]+@[^@\\s]+", message = "must be an e-mail address")
            String email,

            @Nullable @Size(min = 1, max = 500) String address) {

        @Override
        public String toString() {
            return "Buyer[***]";
        }
    }

    @Introspected
    record Line(
            @NotNull @Pattern(regexp = "[A-Z0-9-]{1,40}") String sku,
            @NotNull @Min(1) @Max(1000) Integer quantity) {}
}
