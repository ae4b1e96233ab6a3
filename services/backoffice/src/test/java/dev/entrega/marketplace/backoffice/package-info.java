/** The pages as a browser and as a forger asks for them, of an orders-api that is as it is told. */
@NullMarked
package dev.entrega.marketplace.backoffice;

import org.jspecify.annotations.NullMarked;
