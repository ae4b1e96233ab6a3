package dev.entrega.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an operation that is still there, and that nobody should begin to use: each of its answers says so, whatever its status
 * ({@code Deprecation}, RFC 9745; {@code Sunset}, RFC 8594; {@code Link}), and so does the API's document. It does no more: when
 * its sunset has passed, it is for its owner to take it away.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Deprecation {

    /** The day on which it was or will be deprecated, as {@code 2026-11-01}; it begins at midnight UTC. */
    String since();

    /** The day from which on it may be gone, not before {@link #since}; empty if that is not known. */
    String sunset() default "";

    /** Where it is said what to use instead, as {@code https://example.org/changes}; empty for nowhere. */
    String link() default "";
}
