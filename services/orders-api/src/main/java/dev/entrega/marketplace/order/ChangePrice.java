package dev.entrega.marketplace.order;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What one piece is to cost. Its upper bound keeps the largest order below that of its contract.
 *
 * @param amount in the currency's minor unit, e.g. cents
 */
@Introspected
record ChangePrice(
        @NotNull @Min(0) @Max(10_000_000) Long amount,
        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

    Money price() {
        return new Money(amount, currency);
    }
}
