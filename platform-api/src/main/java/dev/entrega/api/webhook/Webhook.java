package dev.entrega.api.webhook;

import io.micronaut.aop.Around;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller method that a partner calls by itself. It runs only for a request that the partner has signed, as the bean
 * {@link WebhookScheme} of that name sees it; before that, nothing of the body is read. What it publishes gets the partner's
 * own id for the request: a request that is repeated publishes the same events, which have one effect at their readers. So
 * the method publishes the same for the same request, in the same order.
 *
 * <p>Its answer is what it returns, and
 *
 * <ul>
 *   <li>400 if a header or the partner's id is missing or malformed, 401 if the signature or its time isn't right;
 *   <li>413 if the body is too large;
 *   <li>422 if what it publishes is not what its contract allows;
 *   <li>503 with {@code Retry-After} if an event could not be published; the partner repeats the request.
 * </ul>
 */
@Documented
@Around
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Webhook {
    /** The partner's name, which begins the ids of its events: lower-case letters, digits and hyphens. */
    String value();
}
