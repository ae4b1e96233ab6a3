/**
 * Plays bazaar, a partner, where there is none: its API, and what goes wrong with it. Belongs to no deployment. Read {@link
 * dev.entrega.marketplace.bazaar.Bazaar}.
 */
@NullMarked
package dev.entrega.marketplace.bazaar;

import org.jspecify.annotations.NullMarked;
