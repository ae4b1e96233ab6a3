package dev.entrega.api;

import io.micronaut.aop.Around;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller method whose effect a client may ask for repeatedly and gets once. The client sends a key of its own in
 * the header {@code Idempotency-Key} (1 to 255 visible ASCII characters) and the same one with each repeat. What
 * the repeat is answered with:
 *
 * <ul>
 *   <li>304 Not Modified with {@code Location} and {@code ETag} of the first answer, if that was a 2xx; or, if the service
 *       is set to {@code entrega.api.duplicates=replay}, with that answer's status and body as well;
 *   <li>409 with {@code Retry-After} while the first is still being worked on;
 *   <li>422 if it asks for something else under the same key;
 *   <li>as if it were the first, if the first failed: only a 2xx is remembered.
 * </ul>
 *
 * <p>A missing or malformed key is a 400. Keys are told apart by client, HTTP method and route, and kept for 7 days
 * ({@code entrega.api.key-retention}). (RFC 9110 defines 304 for conditional GET and HEAD; here it says the same of a POST:
 * what you ask for is already so.)
 *
 * <p>The method is also {@code @Transactional}, since the key is committed together with the effect, and returns an
 * {@code HttpResponse}.
 */
@Documented
@Around
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
