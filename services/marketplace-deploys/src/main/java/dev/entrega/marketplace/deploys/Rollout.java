package dev.entrega.marketplace.deploys;

import dev.entrega.marketplace.deploys.Deployed.Replaced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rolling deploys under load. Each replaces first the web process, then the worker: the release process runs, a new
 * process starts and becomes ready, for a while both work, the proxy takes the old one out, and at the same moment
 * it gets SIGTERM, with requests and deliveries in its hands.
 */
public final class Rollout {
    private final Path root;
    private final long memory;
    private final Duration overlap;
    private final Consumer<String> progress;

    /**
     * @param root of the repository, whose services are built
     * @param memory what each process may have, in bytes
     * @param overlap how long the old and the new process of a service both work
     * @param progress told what happens, a line each
     */
    public Rollout(Path root, long memory, Duration overlap, Consumer<String> progress) {
        this.root = root;
        this.memory = memory;
        this.overlap = overlap;
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
                    var load = new Load(proxy.address(), site.token(), requestsPerSecond, ledger)) {
                load.start();
                for (int i = 1; i <= deploys; i++) {
                    replaced.add(orders.replace(overlap, Optional.of(proxy)));
                    replaced.add(stock.replace(overlap, Optional.empty()));
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
}
