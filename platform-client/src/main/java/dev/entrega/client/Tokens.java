package dev.entrega.client;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** This service's tokens, one for all upstreams with the same scopes. Thread-safe. */
final class Tokens {

    private final TokenSettings settings;
    private final TokenEndpoint endpoint;
    private final InstantSource clock;
    private final Map<String, CachedToken> byScopes = new ConcurrentHashMap<>();

    Tokens(TokenSettings settings, InstantSource clock) {
        this.settings = settings;
        this.endpoint = new TokenEndpoint(settings, clock);
        this.clock = clock;
    }

    /**
     * What to call an upstream with; empty if it asks for nothing.
     *
     * @throws dev.entrega.messaging.ConfigurationException if it does, and nobody has said where to get it
     */
    Optional<CachedToken> of(String upstream, UpstreamSettings its) {
        return its.scopes().isEmpty() || !settings.areFor(upstream)
                ? Optional.empty()
                : Optional.of(byScopes.computeIfAbsent(
                        String.join(" ", its.scopes()), scopes -> new CachedToken(scopes, endpoint::fetch, clock)));
    }
}
