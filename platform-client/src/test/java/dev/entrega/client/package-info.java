@NullMarked
package dev.entrega.client;

import org.jspecify.annotations.NullMarked;
