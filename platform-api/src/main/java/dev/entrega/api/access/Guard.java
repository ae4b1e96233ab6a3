package dev.entrega.api.access;

import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What a route asks of who calls it. */
public sealed interface Guard {

    /**
     * Nothing: what is {@code @Secured(SecurityRule.IS_ANONYMOUS)}, health, metrics, and what is {@code @Webhook}, whose
     * signature is its proof. A token that comes with such a request is not looked at.
     */
    record Open() implements Guard {}

    /**
     * A token, as a route does that says nothing of it.
     *
     * @param scopes of which it must have one, as {@code @Secured("orders:write")} says; empty if any token will do
     */
    record Token(List<String> scopes) implements Guard {
        public Token {
            scopes = List.copyOf(scopes);
        }

        boolean admits(Collection<String> granted) {
            return scopes.isEmpty() || !Collections.disjoint(scopes, granted);
        }
    }

    /** Nobody may: Micronaut's own endpoints that are sensitive, and what is {@code @Secured(SecurityRule.DENY_ALL)}. */
    record Closed() implements Guard {}
}
