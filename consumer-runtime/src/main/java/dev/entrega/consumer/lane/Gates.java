package dev.entrega.consumer.lane;

import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gates of a process, which learn within a second what an operator has paused or resumed. Thread-safe. */
public final class Gates implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LaneTable table = new LaneTable();
    private final Transactions transactions;
    private final ErrorReports reports;
    private final MeterRegistry registry;
    private final Needs needs;
    private final List<Gate> gates = new CopyOnWriteArrayList<>();
    private final Loop loop = new Loop(Thread.ofVirtual().name("gates"), INTERVAL, this::look, this::failed);

    public Gates(Transactions transactions, ErrorReports reports, MeterRegistry registry, Needs needs) {
        this.transactions = transactions;
        this.reports = reports;
        this.registry = registry;
        this.needs = needs;
    }

    public Gate ofMain(String queue) {
        return add(Gate.ofMain(queue));
    }

    /** @param perSecond how many deliveries begin in a second in all instances together, 0 for as many as can be */
    public Gate ofLane(String lane, String queue, int perSecond) {
        var rate = perSecond == 0 ? null : new Rate(queue, perSecond, table, transactions);
        var gate = Gate.ofLane(queue, rate, needs.of(lane));
        Gauge.builder("entrega.breaker.state", gate, Gate::breakerState)
                .description("Of a lane: 0 lets all through, 1 tries one, 2 lets none through")
                .tag("queue", queue)
                .register(registry);
        return add(gate);
    }

    private Gate add(Gate gate) {
        gates.add(gate);
        return gate;
    }

    /** Before anything is received: what is paused stays so over a start. */
    @Override
    public void start() {
        try {
            look();
        } catch (RuntimeException e) {
            failed(e);
        }
        loop.start();
    }

    private void look() {
        var paused = transactions.write(table::paused);
        gates.forEach(gate -> gate.pause(paused.get(gate.queue())));
    }

    /** It stays as it was; without the database nothing is handled anyway. */
    private void failed(Throwable failure) {
        LOG.error("What is paused can't be read, it is tried again: {}", failure.toString());
        reports.tell(ErrorReport.of(Place.CONSUMER, "pauses", "can't be read", failure));
    }

    @Override
    public void stop() {
        loop.stop();
    }
}
