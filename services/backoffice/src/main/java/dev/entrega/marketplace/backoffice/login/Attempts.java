package dev.entrega.marketplace.backoffice.login;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The logins that are under way, which the browsers keep, each in a cookie of its own: two tabs whose session has ended log in
 * at the same time. Thread-safe.
 */
@Singleton
final class Attempts {
    static final Duration LIFE = Duration.ofMinutes(10);

    /** So many a browser keeps. More would have been given up, and make its requests long. */
    private static final int MOST = 4;

    private static final int NAME_LENGTH = 8;
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern COOKIE = Pattern.compile("(?:__Host-)?(backoffice-login-[A-Za-z0-9_-]{8})");

    private final SealedCookies cookies;
    private final Clock clock;

    Attempts(SealedCookies cookies, Clock clock) {
        this.cookies = cookies;
        this.clock = clock;
    }

    Attempt begin(String back) {
        return Attempt.begun(back, clock.instant().plus(LIFE).getEpochSecond());
    }

    /** What keeps it in the browser that asks, and makes it forget others if there are many. */
    List<Cookie> cookies(HttpRequest<?> request, Attempt attempt) {
        var known = request.getCookies().getAll().stream()
                .map(cookie -> COOKIE.matcher(cookie.getName()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> cookies.end(matcher.group(1)))
                .toList();
        return Stream.concat(
                        known.size() < MOST ? Stream.of() : known.stream(),
                        Stream.of(cookies.make(name(attempt.state()), attempt, LIFE)))
                .toList();
    }

    /** The login that this browser has begun with that state, if it has and not too long ago. */
    Optional<Attempt> find(HttpRequest<?> request, String state) {
        return STATE.matcher(state).matches()
                ? cookies.read(request, name(state), Attempt.class)
                        .filter(attempt -> attempt.state().equals(state))
                        .filter(attempt -> clock.instant().getEpochSecond() < attempt.until())
                : Optional.empty();
    }

    /** What makes a browser forget it. */
    Cookie end(Attempt attempt) {
        return cookies.end(name(attempt.state()));
    }

    private static String name(String state) {
        return "backoffice-login-" + state.substring(0, NAME_LENGTH);
    }
}
