package dev.entrega.marketplace.order;

import io.micronaut.core.annotation.Introspected;
import java.util.List;

/** Some orders, the newest first. */
@Introspected
record OrderPage(List<Order> orders) {}
