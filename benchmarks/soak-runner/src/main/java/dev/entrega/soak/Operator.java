package dev.entrega.soak;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.job.JobHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Does now and then what people do with the toolbelt's commands: mends what was wrong with dead letters and brings them back,
 * and asks for a run of the job.
 */
final class Operator implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 100;
    private static final String NAME = "operator";
    private static final String JOB = "settle-shipped-orders";

    private final Site site;
    private final JobHistory jobs = new JobHistory();
    private final DeadLetters letters = new DeadLetters();
    private Instant asked = Instant.EPOCH;
    private final Thread loop = Thread.ofVirtual().name("operator").unstarted(this::run);

    Operator(Site site) {
        this.site = site;
    }

    void start() {
        loop.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                for (var service : site.consumers()) {
                    lookAfter(service);
                }
                settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAfter(ServiceSite service) {
        try {
            if (service.name().equals(Site.AUDIT)) {
                cure(service.database());
            }
            service.database().with(connection -> bringBack(connection, service.name()));
        } catch (SQLException e) {
            // The database is down; the next round comes.
        }
    }

    /**
     * Asks for a run when the payouts of the last one have come through, or seem not to come any more: each run asks for all
     * that are due, those under way as well, so with runs in a row a backlog would feed itself.
     */
    private void settle() {
        try {
            var settlement = site.service(Site.SETTLEMENT).database();
            boolean waits = settlement.number("SELECT count(*) FROM entrega.job_run WHERE state = 'asked'") > 0;
            if (!waits && (settled() || Duration.between(asked, Instant.now()).compareTo(PATIENCE) > 0)) {
                settlement.with(connection -> jobs.ask(connection, JOB, NAME));
                asked = Instant.now();
            }
        } catch (SQLException e) {
            // The database is down; the next round comes.
        }
    }

    /** Whether what was shipped before the last run was asked for is settled. */
    private boolean settled() throws SQLException {
        return site.service(Site.ORDERS).database().number("""
            SELECT count(*) FROM orders JOIN entrega.transition AS shipped
                ON shipped.resource = 'orders' AND shipped.id = orders.id AND shipped.to_state = 'shipped'
             WHERE orders.state = 'shipped' AND shipped.at < timestamptz '%s'""".formatted(asked)) == 0;
    }

    private static void cure(Database audit) throws SQLException {
        audit.run("""
            INSERT INTO cured
            SELECT CASE type WHEN 'price.changed.v1' THEN subject || '#' || (body::jsonb #>> '{data,revision}')
                             ELSE subject END
              FROM entrega.dead_letter WHERE handler <> '' ON CONFLICT DO NOTHING""");
    }

    private boolean bringBack(Connection connection, String service) throws SQLException {
        var all = letters.find(connection, DeadLetterFilter.ALL, 0, AT_ONCE);
        for (var letter : all) {
            letters.redrive(connection, letter.id(), Site.ENVIRONMENT + "_" + service, NAME);
        }
        return !all.isEmpty();
    }

    @Override
    public void close() {
        loop.interrupt();
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
