@NullMarked
package dev.entrega.marketplace.bazaar;

import org.jspecify.annotations.NullMarked;
