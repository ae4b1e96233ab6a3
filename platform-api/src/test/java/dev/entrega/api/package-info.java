/** The HTTP entry over a real server and a real database. {@link dev.entrega.api.Notes} is the service under test. */
@NullMarked
package dev.entrega.api;

import org.jspecify.annotations.NullMarked;
