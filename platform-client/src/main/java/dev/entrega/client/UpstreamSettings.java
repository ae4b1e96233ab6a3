package dev.entrega.client;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How an upstream is called.
 *
 * @param instances where it answers, at least one; {@code dns+http} for all addresses of a name
 * @param connectTimeout for a connection to come about
 * @param any how its calls are made
 * @param calls how those are made that differ, by the name of the client's method in kebab-case
 * @param retryBudget of a hundred calls, how many may be repeated
 * @param breakerFailures of a hundred attempts, how many fail until the breaker opens
 * @param breakerCalls how many attempts it looks back
 * @param breakerWait how long it stays open before one attempt is let through; twice as long after each that fails, up to a
 *     minute
 * @param concurrent how many calls may be under way in this process
 * @param perSecond how many attempts begin in a second in this process, 0 for as many as can be
 * @param scopes that this service's token has there, in their order; none if it is called without a token
 */
record UpstreamSettings(
        List<URI> instances,
        Duration connectTimeout,
        Call any,
        Map<String, Call> calls,
        int retryBudget,
        int breakerFailures,
        int breakerCalls,
        Duration breakerWait,
        int concurrent,
        int perSecond,
        SortedSet<String> scopes) {

    /**
     * How a call is made.
     *
     * @param timeout of one attempt, to the last byte of the answer
     * @param attempts how many there are at most, the first included
     */
    record Call(Duration timeout, int attempts) {}

    UpstreamSettings {
        instances = List.copyOf(instances);
        calls = Map.copyOf(calls);
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    Call of(String call) {
        return calls.getOrDefault(call, any);
    }
}
