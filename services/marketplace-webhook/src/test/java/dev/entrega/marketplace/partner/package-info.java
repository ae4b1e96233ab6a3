/** What partners send, and what becomes of it. */
@NullMarked
package dev.entrega.marketplace.partner;

import org.jspecify.annotations.NullMarked;
