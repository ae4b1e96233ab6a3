package dev.entrega.consumer;

import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a {@link Handler}, and by that subscribes the service to the handler's event type. The name is the handler's
 * identity for ever: a renamed handler would see again what it has handled.
 */
@Documented
@Singleton
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Handles {
    /** Lower-case words joined by hyphens, at most 64 characters, unique in the service, without a version. */
    String value();

    /**
     * A queue of the handler's own, or of several handlers' of that lane: it can be paused and slowed down by itself, and
     * pauses by itself while its deliveries fail. Lower-case words joined by hyphens; the service's own queue if empty.
     */
    String lane() default "";

    /**
     * What it calls and can't do without, by the names of {@code resilience.yml}. While the breaker of one is open, its lane
     * receives nothing, and then tries one. Only with a {@link #lane}: the service's own queue does not stop for one handler.
     */
    String[] needs() default {};
}
