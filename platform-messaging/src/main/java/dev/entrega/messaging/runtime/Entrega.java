package dev.entrega.messaging.runtime;

import dev.entrega.messaging.MessagingException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a service: {@code Entrega.start(StockService.class, args)} in its {@code main}. Micronaut, with two promises of
 * the platform's own: what the operator can mend is said in one line, and the process is gone 25 s after SIGTERM.
 */
public final class Entrega extends Micronaut {

    /** A PaaS sends SIGKILL after 30 s; what is still in hand then is rolled back and comes again either way. */
    private static final Duration OUT_BY = Duration.ofSeconds(25);

    private static final int SIGTERM_STATUS = 143;

    private Entrega() {}

    /**
     * Returns when the service has been stopped. Exits the process with status 1 if it can't start.
     *
     * @param service the class with the {@code main} method; beans of its package are found
     */
    public static void start(Class<?> service, String... args) {
        Runtime.getRuntime().addShutdownHook(new Thread(Entrega::haltInTime, "halt-in-time"));
        ApplicationContext context = new Entrega()
                .classes(service)
                .mainClass(service)
                .banner(false)
                .args(args)
                .start();
        if (!context.isRunning()) {
            context.close();
        }
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable failure) {
        var mendable =
                causes(failure).map(Entrega::mendable).flatMap(Optional::stream).findFirst();
        if (mendable.isPresent()) {
            System.err.println(mendable.get());
            System.exit(1);
        }
        super.handleStartupException(environment, failure);
    }

    private static Optional<String> mendable(Throwable failure) {
        return switch (failure) {
            case MessagingException e -> Optional.of("can't start: " + e.getMessage());
            case BindException e ->
                Optional.of("can't start: the port is taken (" + e.getMessage()
                        + "); stop what uses it, or set PORT to another");
            default -> Optional.empty();
        };
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static void haltInTime() {
        Thread.ofPlatform().daemon().name("halt").start(() -> {
            try {
                Thread.sleep(OUT_BY);
                Runtime.getRuntime().halt(SIGTERM_STATUS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
