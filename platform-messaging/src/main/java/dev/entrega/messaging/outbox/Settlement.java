package dev.entrega.messaging.outbox;

import dev.entrega.messaging.aws.EntryResult.Confirmed;
import dev.entrega.messaging.aws.EntryResult.SenderFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault.Extent;
import dev.entrega.messaging.outbox.Dispatch.Sent;
import dev.entrega.messaging.outbox.OutboxTable.Refused;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes down what became of each entry that was sent: confirmed, to be sent again, or parked. Thread-safe. */
final class Settlement {

    private final OutboxTable table;
    private final int maxAttempts;
    private final ErrorReports reports;

    Settlement(OutboxTable table, int maxAttempts, ErrorReports reports) {
        this.table = table;
        this.maxAttempts = maxAttempts;
        this.reports = reports;
    }

    void settle(Connection connection, List<Sent> sent) throws SQLException {
        var confirmed = new ArrayList<Long>();
        var alone = new ArrayList<Refused>();
        var withTheirDestination = new ArrayList<Refused>();
        var never = new ArrayList<Refused>();
        for (var each : sent) {
            switch (each.result()) {
                case Confirmed c -> confirmed.add(each.entry().position());
                case ServerFault fault -> {
                    var refused = new Refused(each.entry(), fault.code(), "");
                    if (fault.extent() == Extent.ENTRY) {
                        alone.add(refused);
                    } else if (fault.extent() == Extent.DESTINATION) {
                        withTheirDestination.add(refused);
                    } // Of a broker that is down nothing was refused.
                }
                case SenderFault fault -> never.add(new Refused(each.entry(), fault.code(), fault.detail()));
            }
        }
        if (!confirmed.isEmpty()) {
            table.markPublished(connection, confirmed);
        }
        refuse(connection, alone, true);
        refuse(connection, withTheirDestination, false);
        if (!never.isEmpty()) {
            table.park(connection, never);
            never.forEach(this::tellParked);
        }
    }

    private void refuse(Connection connection, List<Refused> refused, boolean alone) throws SQLException {
        if (refused.isEmpty()) {
            return;
        }
        var parked = table.refuse(connection, refused, alone, maxAttempts);
        for (var each : refused) {
            if (parked.contains(each.entry().position())) {
                tellParked(each);
            } else {
                OutboxRelay.LOG.warn(
                        "event={} type={} attempt={} not confirmed: {}",
                        each.entry().eventId(),
                        each.entry().type(),
                        each.entry().attempts() + 1,
                        each.reason());
            }
        }
    }

    private void tellParked(Refused refused) {
        var entry = refused.entry();
        OutboxRelay.LOG.error(
                "event={} type={} attempt={} parked, the broker does not take it: {}",
                entry.eventId(),
                entry.type(),
                entry.attempts() + 1,
                refused.reason());
        reports.tell(ErrorReport.of(Place.RELAY, "outbox", "parked", null)
                .with("event.id", entry.eventId())
                .with("event.type", entry.type())
                .with("trace", ErrorReport.NO_TRACE)
                .with("code", refused.code()));
    }
}
