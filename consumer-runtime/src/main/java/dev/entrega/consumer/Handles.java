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
}
