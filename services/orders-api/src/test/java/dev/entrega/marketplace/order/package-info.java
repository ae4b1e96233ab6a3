/** The orders API over real HTTP, a real database and a real broker. */
@NullMarked
package dev.entrega.marketplace.order;

import org.jspecify.annotations.NullMarked;
