/**
 * The soak: services as they are deployed, kept busy and hurt, and a ledger that says what became of what was promised.
 * Read {@link dev.entrega.soak.Soak}, then {@link dev.entrega.soak.Verdict}.
 */
@NullMarked
package dev.entrega.soak;

import org.jspecify.annotations.NullMarked;
