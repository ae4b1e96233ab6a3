package dev.entrega.marketplace.backoffice;

import dev.entrega.api.RefusedException;
import dev.entrega.marketplace.backoffice.login.Logins;
import dev.entrega.marketplace.backoffice.login.Session;
import dev.entrega.marketplace.backoffice.login.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Knows who sends a request. Thread-safe. */
@Singleton
final class Visitors {
    private final Sessions sessions;
    private final Logins logins;
    private final FormTokens tokens;

    Visitors(Sessions sessions, Logins logins, FormTokens tokens) {
        this.logins = logins;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    Visitor of(HttpRequest<?> request) {
        return sessions.of(request)
                .map(session -> new Visitor(session.name(), tokens.of(request)))
                .orElseGet(() -> new Visitor(null, ""));
    }

    /**
     * What of this request's person goes to {@code orders-api} as {@code Authorization}; {@code null} if nobody has to log in.
     *
     * @throws RefusedException (401) if this one has to. A token of another program lets in, too, but is nobody's login
     */
    @Nullable
    String authorization(HttpRequest<?> request) {
        if (logins.areNone()) {
            return null;
        }
        return sessions.of(request)
                .map(Session::authorization)
                .orElseThrow(() -> new RefusedException(
                        HttpStatus.UNAUTHORIZED, "login-missing", "This page is for who is logged in."));
    }
}
