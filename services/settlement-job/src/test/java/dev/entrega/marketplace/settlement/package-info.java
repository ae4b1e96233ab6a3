/** What is said of shipped orders, and when. */
@NullMarked
package dev.entrega.marketplace.settlement;

import org.jspecify.annotations.NullMarked;
