/** What a token must be. */
@NullMarked
package dev.entrega.api.access;

import org.jspecify.annotations.NullMarked;
