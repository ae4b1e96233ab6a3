package dev.entrega.toolbelt.dev.page;

import dev.entrega.toolbelt.dev.process.Status;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the page shows beside the readings, and what its buttons do. Called by many threads. */
public interface Controls {

    /** Something that happened to the run. */
    record Notice(Instant at, String text) {}

    /**
     * A process that was killed on purpose.
     *
     * @param inHand the messages that its service had received and not acknowledged
     * @param duplicates what all handlers had recognised until then
     */
    record Kill(Instant at, String service, long pid, long inHand, long duplicates) {}

    List<Status> processes();

    /** Where a process answers HTTP; empty if it doesn't, or if there is none of that name. */
    Optional<URI> address(String label);

    /** The newest first. */
    List<Notice> notices();

    /** The handlers that are made to fail, by their names. */
    Set<String> failing();

    Optional<Kill> lastKill();

    /** Kills a process; without a name the one that shows the most. */
    void kill(String label) throws InterruptedException;

    void restart(String label);

    /** Makes a handler fail, or mends it again; without a name the first one. */
    void fault(String handler);

    /** Stops the demo traffic, or starts it again. */
    void traffic();

    /** Brings back the dead letters that failed alike. */
    void redrive(String service, String fingerprint);
}
