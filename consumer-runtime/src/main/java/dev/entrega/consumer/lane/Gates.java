package dev.entrega.consumer.lane;

import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
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
    private final List<Gate> gates = new CopyOnWriteArrayList<>();
    private final Thread loop = Thread.ofVirtual().name("gates").unstarted(this::run);

    public Gates(Transactions transactions, ErrorReports reports) {
        this.transactions = transactions;
        this.reports = reports;
    }

    public Gate ofMain(String queue) {
        return add(Gate.ofMain(queue));
    }

    /** @param perSecond how many deliveries begin in a second in all instances together, 0 for as many as can be */
    public Gate ofLane(String queue, int perSecond) {
        return add(Gate.ofLane(queue, perSecond == 0 ? null : new Rate(queue, perSecond, table, transactions)));
    }

    private Gate add(Gate gate) {
        gates.add(gate);
        return gate;
    }

    /** Before anything is received: what is paused stays so over a start. */
    @Override
    public void start() {
        look();
        loop.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                look();
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody asks any more what is paused");
        }
    }

    private void look() {
        try {
            var paused = transactions.write(table::paused);
            gates.forEach(gate -> gate.pause(paused.get(gate.queue())));
        } catch (RuntimeException e) { // As it was; without the database nothing is handled anyway.
            LOG.error("What is paused can't be read, it is tried again: {}", e.toString());
            reports.tell(ErrorReport.of(Place.CONSUMER, "pauses", "can't be read", e));
        }
    }

    @Override
    public void stop() {
        loop.interrupt();
    }
}
