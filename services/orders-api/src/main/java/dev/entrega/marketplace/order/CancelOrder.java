package dev.entrega.marketplace.order;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Calls an order off.
 *
 * @param reason in words for the buyer and the support team; names no person
 */
@Introspected
record CancelOrder(@NotBlank @Size(max = 500) String reason) {}
