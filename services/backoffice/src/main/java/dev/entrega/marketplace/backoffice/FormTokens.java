package dev.entrega.marketplace.backoffice;

import dev.entrega.marketplace.backoffice.login.Secret;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by which a form proves that one of our pages has shown it ("signed double-submit cookie", OWASP): a cookie holds
 * something random, the form an HMAC of that. Nothing is kept, so each process of the service with the same key knows the
 * tokens of the others. Thread-safe.
 */
@Singleton
final class FormTokens {
    static final String FIELD = "token";
    static final String COOKIE = "backoffice-forms";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String FRESH = FormTokens.class.getName();
    private static final int RANDOM_BYTES = 16;
    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{32}");

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    FormTokens(Secret secret) {
        this.key = secret.keyFor("forms", ALGORITHM);
    }

    /** The token for the forms of a page that answers this request. */
    String of(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(COOKIE)
                .map(Cookie::getValue)
                .filter(value -> RANDOM.matcher(value).matches())
                .map(this::token)
                .orElseGet(() -> token(fresh(request)));
    }

    /** The answer has to bring it: see {@link #give}. */
    private String fresh(HttpRequest<?> request) {
        return request.getAttribute(FRESH, String.class).orElseGet(() -> {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            String value = HexFormat.of().formatHex(bytes);
            request.setAttribute(FRESH, value);
            return value;
        });
    }

    /**
     * Gives the browser the cookie that belongs to a token, if it hasn't one. It is sent along when somebody follows a link of
     * another site to here, which {@code Strict} would not do: another would take its place, and pages that are open would
     * have forms that don't pass.
     */
    void give(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        request.getAttribute(FRESH, String.class)
                .ifPresent(value -> answer.cookie(Cookie.of(COOKIE, value)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure()
                                || "https".equals(request.getHeaders().get("X-Forwarded-Proto")))
                        .sameSite(SameSite.Lax)));
    }

    /** @param token that a form has sent, {@code null} if it had none */
    boolean isOurs(HttpRequest<?> request, @Nullable String token) {
        return token != null
                && request.getCookies()
                        .findCookie(COOKIE)
                        .map(Cookie::getValue)
                        .filter(value -> MessageDigest.isEqual(bytes(token(value)), bytes(token)))
                        .isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String token(String value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes(value)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
