package dev.entrega.api.workflow;

import dev.entrega.api.workflow.ResourceTable.Overdue;
import dev.entrega.api.workflow.Workflow.Timeout;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves resources on that have been in a state for too long, each in a transaction of its own: one that can't be moved keeps
 * no other back, and is tried again at the next look.
 */
@Singleton
@Requires(beans = {DataSource.class, Workflow.class})
final class Timeouts implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Timeouts.class);

    private static final String WORK = "workflow timeouts";
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int PAGE = 100;

    private final List<Workflow<?>> workflows;
    private final Workflows moving;
    private final Transactions transactions;
    private final ErrorReports reports;
    private final Loop loop;
    private volatile boolean stopping;

    Timeouts(List<Workflow<?>> workflows, Workflows moving, Transactions transactions, ErrorReports reports) {
        this.workflows = workflows;
        this.moving = moving;
        this.transactions = transactions;
        this.reports = reports;
        this.loop = new Loop(Thread.ofVirtual().name("workflow-timeouts"), INTERVAL, this::round, this::failed);
    }

    /** @throws dev.entrega.messaging.MessagingException if a workflow's table or one of its columns is missing */
    @Override
    public void start() {
        for (var workflow : workflows) {
            transactions.write(connection -> {
                workflow.table().look(connection);
                return workflow;
            });
        }
        if (workflows.stream().anyMatch(workflow -> !workflow.timeouts().isEmpty())) {
            loop.start();
        }
    }

    /** What can't be looked at keeps no other back either. */
    private void round() throws InterruptedException {
        for (var workflow : workflows) {
            for (var timeout : workflow.timeouts()) {
                try {
                    moveOverdue(workflow.table(), timeout);
                } catch (RuntimeException e) {
                    if (stopping) {
                        throw new InterruptedException();
                    }
                    failed(e);
                }
            }
        }
    }

    private void moveOverdue(ResourceTable table, Timeout<?> timeout) throws InterruptedException {
        var beyond = ResourceTable.FIRST;
        int failures = 0;
        Throwable first = null;
        List<Overdue> overdue;
        do {
            var last = beyond;
            overdue = transactions.write(
                    connection -> table.overdue(connection, timeout.state(), timeout.after(), last, PAGE));
            for (var each : overdue) {
                try {
                    move(table, timeout, each.id());
                } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
                    if (stopping) {
                        throw new InterruptedException();
                    }
                    failures++;
                    first = first == null ? e : first;
                }
                beyond = each;
            }
        } while (overdue.size() == PAGE);
        if (first != null) {
            LOG.error(
                    "{} of {} can't leave {} although their time is over",
                    failures,
                    table.name(),
                    Workflow.text(timeout.state()),
                    first);
            reports.tell(ErrorReport.of(Place.ENDPOINT, WORK, "failed", first));
        }
    }

    private void move(ResourceTable table, Timeout<?> timeout, String id) {
        String state = Workflow.text(timeout.state());
        boolean moved = transactions.write(connection -> {
            if (!table.lockOverdue(connection, id, state, timeout.after())) {
                return false;
            }
            var event = timeout.made().of(id);
            if (!EventType.of(event.getClass()).equals(timeout.event())) {
                throw new IllegalStateException("The time-out of " + state + " was declared with " + timeout.event()
                        + ", and says " + EventType.of(event.getClass()));
            }
            return moving.move(id, event) instanceof Move.Made;
        });
        if (moved) {
            LOG.info("{} {} has left {} since its time was over", table.name(), id, state);
        }
    }

    private void failed(Throwable failure) {
        LOG.error("{} have failed, they are tried again in {}: {}", WORK, INTERVAL, failure.toString());
        reports.tell(ErrorReport.of(Place.ENDPOINT, WORK, "failed", failure));
    }

    /** Stops at once; a resource that is on its way is moved or not. */
    @Override
    public void stop() {
        stopping = true;
        loop.stop();
    }
}
