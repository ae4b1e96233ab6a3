package dev.entrega.soak;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Looks after dead letters now and then: mends what was wrong and brings them back, as the toolbelt's commands do. */
final class Operator implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 100;
    private static final String NAME = "operator";

    private final Site site;
    private final DeadLetters letters = new DeadLetters();
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
                for (var service : site.services()) {
                    lookAfter(service);
                }
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
