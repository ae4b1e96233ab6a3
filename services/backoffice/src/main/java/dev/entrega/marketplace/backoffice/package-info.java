/**
 * The pages on which the marketplace's own people see, place and cancel orders, which are {@code orders-api}'s: this service
 * keeps nothing. A request comes to {@link dev.entrega.marketplace.backoffice.OrdersController}, which asks {@link
 * dev.entrega.marketplace.backoffice.OrdersApi} and answers with a page; the templates lie under {@code src/main/jte}.
 */
@NullMarked
package dev.entrega.marketplace.backoffice;

import org.jspecify.annotations.NullMarked;
