/**
 * The rules of the house as tests: which package may know which, what a type may be called, what a signature may show.
 * A module checks itself with {@link dev.entrega.architecture.HouseRules#check()}.
 */
@NullMarked
package dev.entrega.architecture;

import org.jspecify.annotations.NullMarked;
