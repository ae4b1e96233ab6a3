/**
 * Contracts at run time. In comes an event's data, as a record to be published or as JSON that was received; out goes
 * the same data, checked: strictly when publishing, tolerantly when consuming. Read {@link
 * dev.entrega.messaging.contract.Contracts}.
 */
@NullMarked
package dev.entrega.messaging.contract;

import org.jspecify.annotations.NullMarked;
