package dev.entrega.marketplace.deploys;

import dev.entrega.marketplace.deploys.Deployed.Replaced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Rolling deploys under load. Each replaces both services at the same time: the release process runs, a new process
 * starts and becomes ready, the proxy takes it in and the old one out, and at the same moment the old one gets SIGTERM,
 * with requests and deliveries in its hands.
 */
public final class Rollout {
    private final Path root;
    private final long memory;
    private final Consumer<String> progress;

    /**
     * @param root of the repository, whose services are built
     * @param memory what each process may have, in bytes
     * @param progress told what happens, a line each
     */
    public Rollout(Path root, long memory, Consumer<String> progress) {
        this.root = root;
        this.memory = memory;
        this.progress = progress;
    }

    /**
     * Runs to the end and says what came out.
     *
     * @throws DeploysException if it can't be said, because something does not start or answer
     */
    public Report run(int deploys, int requestsPerSecond) {
        var ledger = new Ledger();
        try (var site = Site.open(root, memory);
                var stock = new Deployed(site, Service.STOCK);
                var orders = new Deployed(site, Service.ORDERS)) {
            progress.accept("logs: " + site.logs());
            List<Replaced> replaced = new ArrayList<>();
            long began = System.nanoTime();
            try (var proxy = new Proxy(orders.address());
                    var load = new Load(proxy.address(), requestsPerSecond, ledger)) {
                load.start();
                for (int i = 1; i <= deploys; i++) {
                    replaced.addAll(replace(orders, stock, proxy));
                    progress.accept("deploy " + i + " of " + deploys + ", orders accepted: "
                            + ledger.orders().size());
                }
            }
            var took = Duration.ofNanos(System.nanoTime() - began);
            progress.accept("counting");
            return new Report(
                    deploys,
                    memory,
                    orders.isLimited() && stock.isLimited(),
                    took,
                    replaced,
                    ledger,
                    Count.of(ledger, site.orders(), site.stock()));
        }
    }

    /** Both at the same time. */
    private static List<Replaced> replace(Deployed orders, Deployed stock, Proxy proxy) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var web = threads.submit(() -> orders.replace(proxy::use));
            var worker = threads.submit(() -> stock.replace(nobody -> {}));
            return List.of(web.get(), worker.get());
        } catch (ExecutionException e) {
            throw new DeploysException("a deploy failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeploysException("interrupted while deploying", e);
        }
    }
}
