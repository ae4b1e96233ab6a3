@NullMarked
package dev.entrega.marketplace.broker;

import org.jspecify.annotations.NullMarked;
