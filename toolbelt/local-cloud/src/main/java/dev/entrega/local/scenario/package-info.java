/**
 * A failure played through: a service with its broker and its database behind proxies that hurt them, and a ledger that
 * says afterwards what was lost or done twice. Read {@link dev.entrega.local.scenario.Scenario}.
 */
@NullMarked
package dev.entrega.local.scenario;

import org.jspecify.annotations.NullMarked;
