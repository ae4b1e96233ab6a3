package dev.entrega.benchmark.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients of a service, each with a connection of its own on which one request follows the other. */
final class HttpLoad {

    /** Between two requests of a client who has some time. */
    private static final Duration PACE = Duration.ofMillis(50);

    private HttpLoad() {}

    interface Exchange {
        void on(KeepAlive connection) throws IOException;
    }

    /** As fast as they can for a while. Returns how many requests were answered a second. */
    static double perSecond(int port, int clients, Duration time, Exchange exchange) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long done = all(clients, () -> {
                    try (var connection = new KeepAlive(port)) {
                        long count = 0;
                        for (; System.nanoTime() < end; count++) {
                            exchange.on(connection);
                        }
                        return count;
                    }
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        return done * 1e9 / (System.nanoTime() - begin);
    }

    /** At their pace for a while. Returns how many milliseconds each answer has taken. */
    static Samples latencies(int port, int clients, Duration time, Exchange exchange) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return new Samples(all(clients, () -> {
                    var millis = new ArrayList<Double>();
                    try (var connection = new KeepAlive(port)) {
                        Thread.sleep((long) (Math.random() * PACE.toMillis())); // Not all at once.
                        while (System.nanoTime() < end) {
                            long asked = System.nanoTime();
                            exchange.on(connection);
                            millis.add((System.nanoTime() - asked) / 1e6);
                            Thread.sleep(PACE);
                        }
                    }
                    return millis;
                })
                .stream()
                .flatMap(List::stream)
                .toList());
    }

    /** On threads of the system: of so few, one that waits for a socket costs a call less than a virtual one. */
    private static <T> List<T> all(int clients, Callable<T> client) throws InterruptedException {
        try (var threads = Executors.newCachedThreadPool()) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(client));
            }
            var results = new ArrayList<T>();
            for (var each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client has failed", e.getCause());
        }
    }
}
