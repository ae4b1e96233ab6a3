package dev.entrega.api;

import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;

/**
 * Within what an idempotency key is unique, and the key.
 *
 * @param client {@code anonymous}, or {@code client:} and the authenticated client's name
 * @param method of HTTP
 * @param route the template, as {@code /orders/{id}/cancellation}
 * @param key the client's {@code Idempotency-Key}
 */
record RequestKey(String client, String method, String route, String key) {

    static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    /** @throws RefusedException (400) if the request has not exactly one key, or one that isn't 1 to 255 visible ASCII characters */
    static RequestKey of(HttpRequest<?> request) {
        List<String> keys = request.getHeaders().getAll(HEADER);
        if (keys.isEmpty()) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-missing",
                    "This request needs an Idempotency-Key header: a value of the client's own, new for each new request"
                            + " and the same for each repeat of it.");
        }
        if (keys.size() > 1 || !isKey(keys.getFirst())) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-malformed",
                    "The Idempotency-Key header must be one value of 1 to 255 visible ASCII characters.");
        }
        return new RequestKey(
                request.getUserPrincipal()
                        .map(Principal::getName)
                        .map(name -> "client:" + name)
                        .orElse("anonymous"),
                request.getMethodName(),
                BasicHttpAttributes.getUriTemplate(request).orElse(request.getPath()),
                keys.getFirst());
    }

    private static boolean isKey(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_LENGTH;
    }

    /** Stands for it among PostgreSQL's advisory locks, which are numbers; two keys that collide only wait for each other. */
    long lock() {
        // The client comes last, since only its name may hold a line feed: no two keys make one text.
        byte[] hash = Sha256.of(String.join("\n", method, route, key, client));
        return ByteBuffer.wrap(hash).getLong();
    }
}
