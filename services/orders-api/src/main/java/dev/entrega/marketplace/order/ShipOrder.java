package dev.entrega.marketplace.order;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Says that the carrier has an order.
 *
 * @param trackingCode the carrier's code to follow the parcel with
 */
@Introspected
record ShipOrder(
        @NotBlank @Size(max = 100) String carrier,
        @NotNull @Pattern(regexp = "[A-Za-z0-9-]{1,64}") String trackingCode) {}
