package dev.entrega.toolbelt.event;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.Sending;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.SenderFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Slices;
import dev.entrega.toolbelt.event.Journal.Kept;
import dev.entrega.toolbelt.event.Journal.Mark;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events of journals once more, to some queues, a few at a time. It knows at each moment up to where all have
 * arrived; what is behind that may have, too, and is recognised if it comes again.
 */
final class Replay {

    /** A call of SQS takes so many. */
    private static final int MOST_AT_ONCE = 10;

    private static final int TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /**
     * How it is done.
     *
     * @param again whether handlers that have handled an event are to do so again
     * @param allowDuplicates whether events too old to be recognised are handled nevertheless
     */
    record Plan(String id, boolean again, boolean allowDuplicates, double perSecond) {}

    /** How a run ended. */
    enum End {
        DONE,
        /** The user has had enough. */
        INTERRUPTED,
        /** The broker does not answer. */
        UNREACHABLE
    }

    /** What is waited by; an interruption ends it early. */
    interface Pause {
        /** @return whether the user has had enough */
        boolean within(Duration time);
    }

    private final CloudEventFormat format = new CloudEventFormat();
    private final List<Queue> queues;
    private final Plan plan;
    private final Pause pause;
    private final LongConsumer progress;
    private final Consumer<String> refusals;
    private final long began = System.nanoTime();

    private long sent;
    private long refused;
    private @Nullable String reached;

    /** @param refusals told of what SQS will never take */
    Replay(List<Queue> queues, Plan plan, Pause pause, LongConsumer progress, Consumer<String> refusals) {
        this.queues = List.copyOf(queues);
        this.plan = plan;
        this.pause = pause;
        this.progress = progress;
        this.refusals = refusals;
    }

    /** How many events have arrived in all queues. */
    long sent() {
        return sent;
    }

    long refused() {
        return refused;
    }

    /** Up to where all is done, as {@code SERVICE:ID}; null if nothing is. */
    @Nullable
    String reached() {
        return reached;
    }

    End run(Journal journal, @Nullable Mark after) throws SQLException {
        int atOnce = (int) Math.clamp(plan.perSecond() / 5, 1, MOST_AT_ONCE);
        var mark = after;
        for (var page = journal.page(mark, atOnce); !page.isEmpty(); page = journal.page(mark, atOnce)) {
            var due = Duration.ofNanos((long) ((sent + refused) * 1e9 / plan.perSecond()));
            if (pause.within(due.minusNanos(System.nanoTime() - began))) {
                return End.INTERRUPTED;
            }
            var end = send(page);
            if (end != End.DONE) {
                return end;
            }
            mark = page.getLast().mark();
            reached = journal.service() + ":" + mark.position();
            progress.accept(sent);
        }
        return End.DONE;
    }

    private End send(List<Kept> page) {
        var lost = new ArrayList<Kept>();
        for (var queue : queues) {
            // In an order, one that is tried again is not to be overtaken.
            var slices = Fifo.isName(queue.name())
                    ? page.stream().map(List::of).toList()
                    : Slices.of(page, kept -> message(kept).bytes());
            for (var slice : slices) {
                var end = send(queue, slice, lost);
                if (end != End.DONE) {
                    return end;
                }
            }
        }
        long never = lost.stream().distinct().count();
        refused += never;
        sent += page.size() - never;
        return End.DONE;
    }

    private End send(Queue queue, List<Kept> slice, List<Kept> lost) {
        var waiting = slice;
        for (int tries = 1; ; tries++) {
            boolean inOrder = Fifo.isName(queue.name());
            var results = queue.send(waiting.stream()
                    .map(kept -> inOrder ? messageInOrder(kept) : message(kept))
                    .toList());
            waiting = left(queue, waiting, results, lost);
            if (waiting.isEmpty()) {
                return End.DONE;
            }
            if (tries == TRIES) {
                return End.UNREACHABLE;
            }
            if (pause.within(BETWEEN_TRIES)) {
                return End.INTERRUPTED;
            }
        }
    }

    private List<Kept> left(Queue queue, List<Kept> slice, List<EntryResult> results, List<Kept> lost) {
        var left = new ArrayList<Kept>();
        for (int i = 0; i < slice.size(); i++) {
            switch (results.get(i)) {
                case EntryResult.Confirmed confirmed -> {}
                case ServerFault fault -> left.add(slice.get(i));
                case SenderFault fault -> {
                    lost.add(slice.get(i));
                    refusals.accept("event " + slice.get(i).id() + " is refused by " + queue.name() + ": "
                            + fault.code() + ", " + fault.detail());
                }
            }
        }
        return left;
    }

    private Message messageInOrder(Kept kept) {
        var message = message(kept);
        var event = format.read(message.body());
        return new Message(
                message.body(),
                message.attributes(),
                Fifo.of(Fifo.group(event.subject()), plan.id() + ":" + event.id(), event.type()));
    }

    /** As it was, and that it comes by this replay. */
    private Message message(Kept kept) {
        var stored = kept.message();
        Sending sending = format.read(stored.body()).sending().byReplay(plan.id(), plan.again());
        return new Message(
                format.with(stored.body(), plan.allowDuplicates() ? sending.allowingDuplicates() : sending),
                stored.attributes());
    }
}
