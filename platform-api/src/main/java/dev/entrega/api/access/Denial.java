package dev.entrega.api.access;

import dev.entrega.api.RefusedException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;

/** Why a request isn't let in, for people in the problem and for programs in {@code WWW-Authenticate} (RFC 6750, 3). */
final class Denial {

    private Denial() {}

    /** There is no token. By the RFC that is no error to be named. */
    static RefusedException missing(String wanted, List<String> scopes) {
        return denied(
                HttpStatus.UNAUTHORIZED,
                "token-missing",
                "This request needs the header Authorization: Bearer TOKEN, with " + wanted + inWords(scopes) + ".",
                scopes.isEmpty() ? "realm=\"entrega\"" : scope(scopes));
    }

    /** @param detail without quotation marks */
    static RefusedException invalid(String code, String detail) {
        return denied(
                HttpStatus.UNAUTHORIZED, code, detail, "error=\"invalid_token\", error_description=\"" + detail + "\"");
    }

    static RefusedException insufficient(List<String> scopes) {
        return denied(
                HttpStatus.FORBIDDEN,
                "scope-missing",
                "The token is good, but this request needs one" + inWords(scopes) + ".",
                "error=\"insufficient_scope\", " + scope(scopes));
    }

    static RefusedException closed() {
        return new RefusedException(HttpStatus.FORBIDDEN, "closed", "Nobody may do this from outside of the service.");
    }

    /** Nobody knows whether the token is good. */
    static RefusedException unknown(Duration until) {
        return new RefusedException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "token-keys-unavailable",
                        "The token can't be proven now, since its issuer doesn't answer. Repeat the request later.")
                .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(until.toSeconds()));
    }

    /** RFC 6585, 4. */
    static RefusedException tooMany(Duration wait) {
        return new RefusedException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "rate-exceeded",
                        "This client asks more often than it may, and nothing was done with this request. Repeat it later.")
                .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
    }

    private static RefusedException denied(HttpStatus status, String code, String detail, String challenge) {
        return new RefusedException(status, code, detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer " + challenge);
    }

    private static String inWords(List<String> scopes) {
        return scopes.isEmpty() ? "" : " with the scope " + String.join(" or ", scopes);
    }

    private static String scope(List<String> scopes) {
        return "scope=\"" + String.join(" ", scopes) + "\"";
    }
}
