package dev.entrega.toolbelt.outbox;

import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which parked events a command is about, and the way through them: one after the other, until somebody interrupts it. */
final class Chosen {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Consent consent;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--type", paramLabel = "TYPE", description = "of this event type, as order.placed.v1")
    private @Nullable String type;

    @Option(names = "--id", paramLabel = "ID", description = "these alone; may be given several times")
    private List<Long> ids = List.of();

    @Option(names = "--dry-run", description = "only say how many are meant")
    private boolean dryRun;

    /** What is done with each. */
    interface Step {
        /** @return false if somebody else was faster */
        boolean on(Parked parked, long id) throws SQLException;
    }

    /** Told once, however it went. */
    interface End {
        void print(long matching, long done);
    }

    String service() {
        return service;
    }

    boolean isDryRun() {
        return dryRun;
    }

    /**
     * @param what the operator is asked before; {} stands for the events
     * @return the exit code
     */
    int each(Session session, String what, Step step, End end) throws SQLException {
        try (var parked = Parked.of(session, service)) {
            var events = parked.all(type, ids);
            if (dryRun || events.isEmpty()) {
                end.print(events.size(), 0);
                return ids.isEmpty() || !events.isEmpty() ? ExitCode.OK : ExitCode.NOT_FOUND;
            }
            consent.to(session, what.replace("{}", events.size() + " parked events of " + service), service);
            try (var interruption = Interruption.watch()) {
                long done = 0;
                for (var event : events) {
                    if (interruption.requested()) {
                        break;
                    }
                    done += step.on(parked, event.id()) ? 1 : 0;
                }
                end.print(events.size(), done);
                return interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.OK;
            }
        }
    }
}
