package dev.entrega.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the service on the class path, started as in production: its migrations, its topology, its consumer, and its
 * HTTP server if it has one, on a free port. Constructors and methods of the test may ask for the {@link TestSystem}
 * around the service, for its {@link TestDatabase}, and for any bean of the service.
 *
 * <p>What is shared: the test methods of a class share one running service, one database and one broker environment, so
 * each method uses subjects of its own; methods that run at the same time disturb each other only there, and where they
 * move the clock. Each class (with its nested classes) has a database, topics and queues of its own, so classes may run
 * in parallel. All classes of a JVM share one PostgreSQL server and one local cloud.
 *
 * <p>What differs from production: a handler that failed is tried again after a second at most, an empty queue is asked
 * for again after one, the {@code Clock} can be put forward, and tokens are those of {@link TestSystem#token}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ServiceExtension.class)
public @interface EntregaTest {
    /**
     * Settings of the service for this class, as {@code entrega.consumer.max-attempts=2}. They win over those of the
     * environment and of {@code application.yml}.
     */
    String[] settings() default {};
}
