package dev.entrega.job;

import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a {@link Job} and says when it runs: with either {@link #cron} or {@link #every}. */
@Documented
@Singleton
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface JobSchedule {

    /** Its identity for ever: lower-case words joined by hyphens, at most 64 characters, unique in the service. */
    String name();

    /**
     * Five fields from minutes to weekday, or six with seconds before them. A time of day that a change of the clocks leaves
     * out is due at that change, and one that comes twice is due the first time, as with cron(8). Where the hours begin with
     * {@code *}, each time that the clock shows is due, as often as it does.
     */
    String cron() default "";

    /** Whose clock the cron expression means, as {@code Europe/Lisbon}. */
    String zone() default "UTC";

    /** A fixed rate, as {@code 30s} or {@code 5m}, counted from midnight UTC so that all processes count alike. */
    String every() default "";

    /** What becomes of due times at which nobody was there. Needs a database: without one, they are left out. */
    Missed missed() default Missed.ONCE;

    /** After this time a run has failed: it is interrupted, and what it still publishes is refused. */
    String timeout() default "10m";
}
