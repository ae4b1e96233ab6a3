package dev.entrega.toolbelt.pii;

import dev.entrega.toolbelt.contract.ProjectContracts;
import dev.entrega.toolbelt.event.Databases;
import dev.entrega.toolbelt.pii.KeptEvents.Change;
import dev.entrega.toolbelt.pii.KeptEvents.Place;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Somebody wants to be forgotten. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Takes what contracts mark x-pii, and what they don't name, out of the events of a subject that services keep: "
                    + "published and parked ones, dead letters, what waits behind those, and what an operator edited.",
            "Other properties stay, and so do ids: nothing is handled twice. Who did it and why is written down in each "
                    + "service's audit.",
            "Exits with 5 if something is left: events that wait to be sent, types without a contract here, a database "
                    + "that doesn't answer. Run it again then. What services keep in tables of their own is theirs to erase."
        },
        footer = {
            "",
            "JSON, a line for each service: {\"service\",\"journal\",\"deadLetters\",\"held\",\"edits\",\"erased\",\"waiting\"}, "
                    + "and one at the end: {\"unknownTypes\",\"unfitTypes\"}"
        })
final class EraseCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(paramLabel = "SUBJECT", description = "whose events, as the order's id")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "for the audit")
    @SuppressWarnings("NullAway.Init")
    private String why;

    @Option(names = "--dry-run", description = "only say what would be erased")
    private boolean dryRun;

    /** What a service keeps. */
    private record Found(String service, KeptEvents kept, List<Change> changes) {
        long in(Place place) {
            return changes.stream().filter(change -> change.place() == place).count();
        }
    }

    /** As printed as JSON, and as a row. */
    record Row(String service, long journal, long deadLetters, long held, long edits, long erased, long waiting) {}

    /** As printed as JSON. */
    record Left(Set<String> unknownTypes, Set<String> unfitTypes) {}

    @Override
    public Integer call() throws SQLException {
        var erasure = new Erasure(ProjectContracts.of(session.project().root()));
        try (var databases = Databases.required(session, "what is kept of events")) {
            var found = new ArrayList<Found>();
            for (var database : databases.open().entrySet()) {
                var kept = new KeptEvents(database.getValue(), subject);
                found.add(new Found(database.getKey(), kept, kept.changes(erasure)));
            }
            long all = found.stream().mapToLong(each -> each.changes().size()).sum();
            if (!dryRun && all > 0) {
                consent.to(
                        session,
                        "erase what is personal in " + Counted.of(all, "stored event") + " of " + subject,
                        subject);
            }
            var rows = new ArrayList<Row>();
            for (var each : found) {
                rows.add(erase(each));
            }
            print(rows);
            print(erasure);
            boolean isLeft = !databases.closed().isEmpty()
                    || !erasure.unknown().isEmpty()
                    || rows.stream().anyMatch(row -> row.waiting() > 0)
                    || (!dryRun && rows.stream().mapToLong(Row::erased).sum() < all);
            return isLeft ? ExitCode.PARTLY : ExitCode.OK;
        }
    }

    private Row erase(Found found) throws SQLException {
        long erased = dryRun ? 0 : found.kept().make(found.changes(), session.who(), why);
        return new Row(
                found.service(),
                found.in(Place.JOURNAL),
                found.in(Place.DEAD_LETTERS),
                found.in(Place.HELD),
                found.in(Place.EDITS),
                erased,
                found.kept().waiting());
    }

    private void print(List<Row> rows) {
        var output = session.output();
        if (output.json()) {
            rows.forEach(output::document);
            return;
        }
        var table = new Table("SERVICE", "#JOURNAL", "#DEAD LETTERS", "#HELD", "#EDITS", "#ERASED", "#WAITING");
        rows.forEach(row -> table.row(
                row.service(), row.journal(), row.deadLetters(), row.held(), row.edits(), row.erased(), row.waiting()));
        output.table(table);
    }

    private void print(Erasure erasure) {
        var output = session.output();
        if (output.json()) {
            output.document(new Left(erasure.unknown(), erasure.unfit()));
        }
        if (!erasure.unknown().isEmpty()) {
            output.say("not erased, since this project has no contract that says what is personal in them: "
                    + String.join(", ", erasure.unknown()));
        }
        if (!erasure.unfit().isEmpty()) {
            output.say("what is left of these does not fit their contracts, so a replay would be refused: "
                    + String.join(", ", erasure.unfit()));
        }
    }
}
