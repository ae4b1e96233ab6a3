/**
 * Calls of other services and of partners. What a service writes is Micronaut's declarative client, an interface with {@link
 * io.micronaut.http.client.annotation.Client}; what {@code resilience.yml} says of the upstream that it names is what makes
 * its calls bearable: time-outs, retries within a budget, a circuit breaker, a bulkhead, a rate, and several instances.
 */
@NullMarked
package dev.entrega.client;

import org.jspecify.annotations.NullMarked;
