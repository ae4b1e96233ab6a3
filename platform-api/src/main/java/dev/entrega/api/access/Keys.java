package dev.entrega.api.access;

import com.nimbusds.jose.jwk.JWKSet;
import dev.entrega.api.RefusedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys, as they were when it was last asked. It is asked when a token names another key, and anew every few
 * minutes, for a key that it has withdrawn; while it doesn't answer, the keys that are known go on being good. Thread-safe.
 */
final class Keys {

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    /** So that whoever sends tokens with invented keys doesn't make the service ask for each. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    static final Duration FRESH = Duration.ofMinutes(5);

    /** Where the keys are. */
    interface Source {
        JWKSet keys() throws IOException;
    }

    /** @param answered whether the issuer did, when it was last asked */
    private record Known(Map<String, Key> keys, Instant asked, boolean answered) {}

    private final Source source;
    private final Clock clock;
    private volatile Known known = new Known(Map.of(), Instant.MIN, false);

    Keys(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * May wait for the issuer.
     *
     * @throws RefusedException (401) if there is no such key, (503) if the issuer can't be asked whether there is
     */
    Key find(String id) {
        Key key = known.keys().get(id);
        if (key != null) {
            if (isOlderThan(FRESH)) {
                Thread.ofVirtual().name("token-keys").start(() -> askUnlessWithin(FRESH));
            }
            return key;
        }
        Known now = askUnlessWithin(PAUSE);
        Key found = now.keys().get(id);
        if (found != null) {
            return found;
        }
        throw now.answered()
                ? Denial.invalid("token-key", "The token is signed with a key that its issuer doesn't publish.")
                : Denial.unknown(PAUSE);
    }

    private boolean isOlderThan(Duration age) {
        return known.asked().isBefore(clock.instant().minus(age));
    }

    /** Who comes while somebody asks waits for the same answer. */
    private synchronized Known askUnlessWithin(Duration age) {
        if (isOlderThan(age)) {
            known = ask();
        }
        return known;
    }

    private Known ask() {
        try {
            var keys = source.keys().getKeys().stream()
                    .flatMap(key -> Key.of(key).stream())
                    .collect(Collectors.toMap(Key::id, key -> key, (first, second) -> first));
            return new Known(keys, clock.instant(), true);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the keys of the tokens' issuer can't be fetched, those known stay good: {}", e.toString());
            return new Known(known.keys(), clock.instant(), false);
        }
    }
}
