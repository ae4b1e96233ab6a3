package dev.entrega.toolbelt.dev;

import dev.entrega.local.LocalCloud;
import dev.entrega.local.LocalCloudException;
import dev.entrega.local.LocalIssuer;
import dev.entrega.local.LocalPostgres;
import dev.entrega.toolbelt.dev.terminal.Screen;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** SNS, SQS, PostgreSQL and who gives out tokens, in and beside this process. Their data end with them. */
record Backends(LocalCloud cloud, LocalPostgres postgres, LocalIssuer issuer) implements AutoCloseable {

    /** Who develops: name and secret of the client that gets any token. */
    private static final String DEVELOPER = "dev";

    /** Starts all at the same time. */
    static Backends start(int cloudPort, int issuerPort, Screen screen) throws InterruptedException {
        try (var parallel = Executors.newVirtualThreadPerTaskExecutor()) {
            var cloud = parallel.submit(timed(
                    () -> LocalCloud.start(cloudPort), started -> "SNS and SQS at " + started.endpoint(), screen));
            var postgres = parallel.submit(timed(
                    LocalPostgres::start,
                    started -> System.getenv("DATABASE_URL") == null
                            ? "PostgreSQL (embedded, empty at each start)"
                            : "PostgreSQL (by DATABASE_URL, fresh databases)",
                    screen));
            var issuer = parallel.submit(timed(
                    () -> LocalIssuer.start(issuerPort).register(DEVELOPER, DEVELOPER),
                    started -> "Tokens at " + started.issuer() + " for " + DEVELOPER + ":" + DEVELOPER,
                    screen));
            LocalPostgres database = null;
            try {
                database = started(postgres);
                return new Backends(started(cloud), database, started(issuer));
            } catch (LocalCloudException e) {
                if (database != null) {
                    database.close();
                }
                throw e;
            }
        }
    }

    private interface Words<T> {
        String of(T started);
    }

    private static <T> Callable<T> timed(Callable<T> start, Words<T> words, Screen screen) {
        return () -> {
            long began = System.nanoTime();
            T started = start.call();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            screen.say("  \u2714 %-52s %5.1f s".formatted(words.of(started), took.toMillis() / 1000.0));
            return started;
        };
    }

    private static <T> T started(Future<T> start) throws InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LocalCloudException expected
                    ? expected
                    : new IllegalStateException(
                            "SNS, SQS, PostgreSQL or the issuer of tokens did not start", e.getCause());
        }
    }

    @Override
    public void close() {
        cloud.close();
        issuer.close();
        postgres.close();
    }
}
