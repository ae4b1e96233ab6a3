package dev.entrega.benchmark.calls;

import dev.entrega.benchmark.service.Trial;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls the partner at a steady rate, whether earlier calls have ended or not. How long each took, from when it was due, is
 * said on stdout.
 */
@Singleton
@Requires(property = "benchmark.trials")
final class CallPartner implements Trial {

    private static final Duration BETWEEN = Duration.ofNanos(2_500_000);

    private final PartnerApi partner;
    private final int count;

    CallPartner(PartnerApi partner, @Property(name = "benchmark.calls", defaultValue = "2000") int count) {
        this.partner = partner;
        this.count = count;
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public long once() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<?>>();
            long due = System.nanoTime();
            for (int i = 0; i < count; i++, due += BETWEEN.toNanos()) {
                LockSupport.parkNanos(due - System.nanoTime());
                long since = due;
                calls.add(threads.submit(() -> call(since)));
            }
            for (var call : calls) {
                call.get();
            }
        }
        return count;
    }

    private void call(long due) {
        partner.answer();
        System.out.println("took " + (System.nanoTime() - due));
    }
}
