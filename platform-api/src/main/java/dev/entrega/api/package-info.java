/**
 * How a request enters a service. In comes HTTP, out goes an answer that tells the truth: a 2xx after the commit, a
 * duplicate's 304 without any work, a problem (RFC 9457) that says what to mend. Read {@link
 * dev.entrega.api.Idempotent} first, then {@link dev.entrega.api.Idempotency}; what goes wrong ends in {@link
 * dev.entrega.api.ProblemResponses}.
 */
@NullMarked
package dev.entrega.api;

import org.jspecify.annotations.NullMarked;
