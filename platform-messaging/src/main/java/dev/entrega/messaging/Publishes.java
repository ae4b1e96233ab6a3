package dev.entrega.messaging;

import dev.entrega.contract.EventData;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares on a bean which events it publishes. From these declarations the service's topics are made before the first
 * event is sent; an event that no bean declares is refused at {@link Publisher#publish}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Publishes {
    /**
     * The generated records of the event types. Of a type in two versions the newest is published by hand; the others
     * follow, made by the downcasters that lie beside the contracts, for as long as they are declared.
     */
    Class<? extends EventData>[] value();
}
