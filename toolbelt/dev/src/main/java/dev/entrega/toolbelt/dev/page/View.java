package dev.entrega.toolbelt.dev.page;

import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.toolbelt.dev.live.Reading;
import dev.entrega.toolbelt.dev.page.Controls.Kill;
import dev.entrega.toolbelt.dev.page.Controls.Notice;
import dev.entrega.toolbelt.dev.process.Launch;
import dev.entrega.toolbelt.dev.process.State;
import dev.entrega.toolbelt.dev.process.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that the templates show. */
record View(
        Reading reading,
        Picture picture,
        List<Status> processes,
        List<Notice> notices,
        Set<String> failing,
        Optional<Kill> kill) {

    List<EventLine> events() {
        return reading.stories().stream().map(EventLine::of).toList();
    }

    /** What became of the last process that was killed on purpose; empty if none was. */
    String killed() {
        return kill.map(last ->
                        "%s: %s (process %d) was killed with %d %s in hand, which came again; duplicates suppressed since: %d, lost: %d."
                                .formatted(
                                        EventLine.time(last.at()),
                                        last.service(),
                                        last.pid(),
                                        last.inHand(),
                                        last.inHand() == 1 ? "delivery" : "deliveries",
                                        suppressed(last),
                                        reading.balance().lost()))
                .orElse("");
    }

    /** By any service: what the killed one had published and not marked as such is sent again, too. */
    private long suppressed(Kill kill) {
        return Math.max(0, reading.duplicates() - kill.duplicates());
    }

    boolean hasTraffic() {
        return processes.stream().anyMatch(process -> process.type().equals(Launch.TRAFFIC));
    }

    boolean trafficRuns() {
        return processes.stream()
                .anyMatch(process -> process.type().equals(Launch.TRAFFIC) && process.state() != State.STOPPED);
    }

    static String time(Notice notice) {
        return EventLine.time(notice.at());
    }

    static String state(Status process) {
        return switch (process.state()) {
            case STARTING -> "starting";
            case RUNNING -> "running";
            case DIED -> "died, restarts soon";
            case STOPPED -> "stopped";
        };
    }

    static String words(Reason reason) {
        return switch (reason) {
            case MALFORMED -> "not a CloudEvent";
            case CONTRACT_VIOLATED -> "contract violated";
            case UNKNOWN_TYPE -> "no handler for the type";
            case UNKNOWN_VERSION -> "no handler for the version";
            case ATTEMPTS_EXHAUSTED -> "attempts exhausted";
            case REJECTED -> "rejected by the handler";
            case PROCESS_KILLED -> "ended its process again and again";
            case EXPIRED -> "expired before it was handled";
            case TOO_OLD -> "too old to be recognised";
            case RECEIVE_LIMIT -> "received too often";
            case UNDELIVERED -> "could not be delivered to the queue";
        };
    }

    /** Letters and digits alone, for an element's id. */
    static String id(String text) {
        return text.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
