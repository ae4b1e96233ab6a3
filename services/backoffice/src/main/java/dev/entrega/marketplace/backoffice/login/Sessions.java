package dev.entrega.marketplace.backoffice.login;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The sessions, which the browsers keep: a process knows none until a request brings it. Thread-safe. */
@Singleton
public final class Sessions {
    static final String COOKIE = "backoffice-session";

    private final SealedCookies cookies;
    private final Clock clock;

    Sessions(SealedCookies cookies, Clock clock) {
        this.cookies = cookies;
        this.clock = clock;
    }

    /** Who asks, if they have logged in and their token hasn't ended. */
    public Optional<Session> of(HttpRequest<?> request) {
        return cookies.read(request, COOKIE, Session.class)
                .filter(session -> clock.instant().getEpochSecond() < session.until());
    }

    /** What keeps it in a browser. */
    Cookie cookie(Session session) {
        return cookies.make(
                COOKIE,
                session,
                Duration.ofSeconds(session.until() - clock.instant().getEpochSecond()));
    }

    /** What ends it there. */
    public Cookie end() {
        return cookies.end(COOKIE);
    }
}
