package dev.entrega.marketplace.demo;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Kills the stock service once so many orders are accepted, and starts it again while more come in. Thread-safe. */
final class Outage {
    private final Marketplace marketplace;
    private final int after;
    private final Consumer<String> progress;
    private final AtomicInteger accepted = new AtomicInteger();
    private final FutureTask<Void> outage = new FutureTask<>(this::killAndStart, null);

    Outage(Marketplace marketplace, int after, Consumer<String> progress) {
        this.marketplace = marketplace;
        this.after = after;
        this.progress = progress;
    }

    /** One more order is accepted. */
    void accepted() {
        if (accepted.incrementAndGet() == after) {
            Thread.ofVirtual().name("outage").start(outage);
        }
    }

    /** Returns when the service is back; at once if it was never killed, since too few orders were accepted. */
    void awaitEnd() {
        if (accepted.get() < after) {
            return;
        }
        try {
            outage.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MarketplaceException expected
                    ? expected
                    : new IllegalStateException("the outage went wrong", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarketplaceException.unreachable("interrupted while stock-service was down", e);
        }
    }

    private void killAndStart() {
        progress.accept("kill -9 stock-service");
        marketplace.killStockService();
        marketplace.startStockService();
        progress.accept("stock-service is back");
    }
}
