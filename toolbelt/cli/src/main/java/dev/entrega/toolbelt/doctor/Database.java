package dev.entrega.toolbelt.doctor;

import dev.entrega.messaging.runtime.SessionSettings;
import dev.entrega.toolbelt.project.DatabaseAddress;
import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.terminal.Counted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the database of a service: whether it answers, is up to date, safe, and holds nothing that is stuck. */
final class Database {

    private static final String NAME = "database";

    private final DatabaseAddress address;
    private final String service;
    private final @Nullable Path folder;

    /** @param folder of the service's sources, null if they are not here */
    Database(DatabaseAddress address, String service, @Nullable Path folder) {
        this.address = address;
        this.service = service;
        this.folder = folder;
    }

    List<Finding> look() {
        var findings = new ArrayList<Finding>();
        try (var connection = address.connect()) {
            findings.add(Finding.ok(NAME, service + " at " + address + " answers"));
            settings(connection, findings);
            session(findings);
            var migrations = new MigrationState(address, service, folder);
            var state = migrations.look(connection);
            findings.addAll(state);
            if (state.stream().allMatch(finding -> finding.level() == Finding.Level.OK)) {
                stuck(connection, findings);
            }
        } catch (SQLException e) {
            findings.add(Finding.problem(
                    NAME,
                    service + " at " + address + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "the service can't accept or handle anything without it",
                    "start it, or correct services." + service
                            + ".database-url of the environment, or its user's rights"));
        }
        return findings;
    }

    /** What every session of the service depends on and can't set for itself. */
    private void settings(Connection connection, List<Finding> findings) throws SQLException {
        if (text(connection, "SHOW fsync").equals("off")) {
            findings.add(Finding.warning(
                    NAME,
                    service + ": fsync is off",
                    "what was accepted is lost when the database's machine fails",
                    "set fsync = on in the server's configuration, unless this is for development"));
        }
        if (text(connection, "SHOW transaction_read_only").equals("on")) {
            findings.add(Finding.problem(
                    NAME,
                    service + ": it is read-only",
                    "nothing can be accepted or handled",
                    "name the primary and not a standby in the database's URL"));
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            statement.execute("SET lock_timeout = '10s'");
            if (!text(connection, "SHOW lock_timeout").equals("10s")) {
                findings.add(Finding.problem(
                        NAME,
                        service + ": a session does not keep its settings",
                        "a pooler between hands each statement to another session, so a commit may not be on disk",
                        "let the pooler work by session, or connect to the database itself"));
            }
        }
    }

    /** Asked of a session that is opened as the service opens its own; PostgreSQL shows nobody the settings of others. */
    private void session(List<Finding> findings) {
        try (var connection = address.connectAsTheService()) {
            var holding = new ArrayList<String>();
            for (var wanted : SessionSettings.wanted().entrySet()) {
                String value = text(connection, "SHOW " + wanted.getKey());
                holding.add(wanted.getKey() + " " + value);
                if (!value.equals(wanted.getValue())) {
                    findings.add(Finding.problem(
                            NAME,
                            service + ": a new session has " + wanted.getKey() + " " + value + ", the service sets "
                                    + wanted.getValue(),
                            "what stands between drops it, and what was accepted may be lost or locks may stay",
                            "let the pooler pass the startup parameter options on, or connect to the database itself"));
                }
            }
            findings.add(Finding.ok(NAME, service + ": a new session has " + String.join(", ", holding)));
        } catch (SQLException e) {
            findings.add(Finding.problem(
                    NAME,
                    service + ": a session with the service's settings is refused: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "the service gets none either",
                    "let the pooler pass the startup parameter options on, or connect to the database itself"));
        }
    }

    private void stuck(Connection connection, List<Finding> findings) throws SQLException {
        long parked = number(connection, "SELECT count(*) FROM entrega.outbox WHERE parked_reason IS NOT NULL");
        if (parked > 0) {
            findings.add(Finding.problem(
                    "outbox",
                    service + ": " + Counted.of(parked, "event") + " parked, the last since "
                            + text(
                                    connection,
                                    "SELECT parked_reason FROM entrega.outbox WHERE parked_reason IS NOT NULL "
                                            + "ORDER BY position DESC LIMIT 1"),
                    "the broker will never take them, so no reader gets them",
                    "mend the cause, then: toolbelt outbox release " + service));
        }
        long waiting = number(connection, """
            SELECT count(*) FROM entrega.outbox
             WHERE published_at IS NULL AND parked_reason IS NULL AND created_at < now() - interval '1 minute'""");
        if (waiting > 0) {
            findings.add(Finding.problem(
                    "outbox",
                    service + ": " + Counted.of(waiting, "event") + " waiting for more than a minute",
                    "no relay runs, or it can't reach the broker",
                    "start the service, and look at its log"));
        }
        if (!PlatformTables.ofConsumer(connection)) {
            return;
        }
        long letters = number(connection, "SELECT count(*) FROM entrega.dead_letter");
        if (letters > 0) {
            findings.add(Finding.problem(
                    "dead letters",
                    service + ": " + letters,
                    "so many events have not had their effect",
                    "toolbelt dlq groups " + service));
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
