package dev.entrega.toolbelt.dev.live;

import dev.entrega.consumer.deadletter.DeadLetterGroup;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.project.EventStory;
import java.time.Instant;
import java.util.List;

/**
 * The system at one moment.
 *
 * @param stories the newest events first
 * @param problem why something could not be read, empty if everything was
 */
public record Reading(
        Instant at,
        List<ServiceDescription> services,
        List<Published> published,
        List<QueueState> queues,
        List<HandlerState> handlers,
        List<EventStory> stories,
        List<FailedAlike> deadLetters,
        Balance balance,
        String problem) {

    public static final Reading NOTHING = new Reading(
            Instant.EPOCH, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Balance.EMPTY, "");

    /** The same a moment later, when it could not be read again. */
    Reading unreadable(String why) {
        return new Reading(Instant.now(), services, published, queues, handlers, stories, deadLetters, balance, why);
    }

    /** How many events of a type a service has published, and how many more are accepted and wait for the broker. */
    public record Published(String service, String type, long count, long waiting) {}

    /**
     * The queue of a service.
     *
     * @param aside in the two queues for what could not be delivered or was received too often
     */
    public record QueueState(String service, long waiting, long inFlight, long aside) {
        public long depth() {
            return waiting + inFlight + aside;
        }
    }

    /**
     * What a handler has done.
     *
     * @param types that it takes, the newest version first
     * @param duplicates deliveries that it recognised
     * @param failing events that it will be given again
     * @param dead letters of it
     */
    public record HandlerState(
            String service,
            String handler,
            List<String> types,
            long handled,
            long duplicates,
            long failing,
            long dead) {}

    /** Dead letters of a service that failed alike. */
    public record FailedAlike(String service, DeadLetterGroup group) {}

    /**
     * What became of the accepted events, by the databases.
     *
     * @param underWay not yet handled by everybody who subscribes, but seen on the way
     * @param lost neither handled nor dead nor on the way
     */
    public record Balance(long accepted, long underWay, long lost) {
        static final Balance EMPTY = new Balance(0, 0, 0);
    }

    public long handled() {
        return handlers.stream().mapToLong(HandlerState::handled).sum();
    }

    public long duplicates() {
        return handlers.stream().mapToLong(HandlerState::duplicates).sum();
    }

    public long dead() {
        return deadLetters.stream().mapToLong(alike -> alike.group().count()).sum();
    }
}
