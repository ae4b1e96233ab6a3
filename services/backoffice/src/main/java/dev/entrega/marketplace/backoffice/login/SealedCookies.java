package dev.entrega.marketplace.backoffice.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Cookies that only this service can read or make, for no script and no request of another site but a link. Each opens under
 * its own name alone. Thread-safe.
 */
@Singleton
final class SealedCookies {

    /** A browser forgets a longer one, and says nothing (RFC 6265, 6.1). */
    static final int LONGEST = 4096;

    /** What a browser takes of nobody but this very host, over https (RFC 6265bis). */
    private static final String OF_THIS_HOST = "__Host-";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoginSettings settings;
    private final Seal seal;

    SealedCookies(LoginSettings settings, Seal seal) {
        this.settings = settings;
        this.seal = seal;
    }

    /** The content of a request's cookie, if it has one of ours. Whether it is still good, its reader says. */
    <T> Optional<T> read(HttpRequest<?> request, String name, Class<T> type) {
        return request.getCookies()
                .findCookie(named(name))
                .flatMap(cookie -> seal.open(name, cookie.getValue()))
                .map(content -> parsed(content, type));
    }

    private static <T> T parsed(byte[] content, Class<T> type) {
        try {
            return JSON.readValue(content, type);
        } catch (IOException e) {
            throw new UncheckedIOException("a cookie that we have sealed is not what we put in", e);
        }
    }

    Cookie make(String name, Object content, Duration life) {
        try {
            return cookie(name, seal.close(name, JSON.writeValueAsBytes(content)), life);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the browser forget it. */
    Cookie end(String name) {
        return cookie(name, "", Duration.ZERO);
    }

    static int length(Cookie cookie) {
        return cookie.getName().length() + cookie.getValue().length();
    }

    private Cookie cookie(String name, String value, Duration life) {
        return Cookie.of(named(name), value)
                .path("/")
                .httpOnly(true)
                .secure(settings.isHttps())
                .sameSite(SameSite.Lax)
                .maxAge(life);
    }

    private String named(String name) {
        return settings.isHttps() ? OF_THIS_HOST + name : name;
    }
}
