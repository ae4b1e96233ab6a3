package dev.entrega.toolbelt.queue;

import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Slices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** The way of messages from a queue to another: a message is deleted here after it was confirmed there. */
final class Move {

    private static final Duration HIDDEN = Duration.ofSeconds(30);

    private final Queue source;
    private final Queue target;

    Move(Queue source, Queue target) {
        this.source = source;
        this.target = target;
    }

    /** How many were moved, and how many the target did not take. */
    record Result(long moved, long failed) {}

    /** Goes on until nothing can be received, the limit is reached or the user has had enough. */
    Result run(long limit, LongConsumer progress, BooleanSupplier enough) {
        long moved = 0;
        long failed = 0;
        while (moved < limit && !enough.getAsBoolean()) {
            int most = (int) Math.min(Queue.MAX_BATCH, limit - moved);
            var batch = source.receive(most, Duration.ofSeconds(1), HIDDEN);
            if (batch.isEmpty()) {
                break;
            }
            int taken = move(batch);
            moved += taken;
            failed += batch.size() - taken;
            progress.accept(moved);
        }
        return new Result(moved, failed);
    }

    private int move(List<ReceivedMessage> batch) {
        if (Fifo.isName(target.name())) {
            return moveInOrder(batch);
        }
        int moved = 0;
        for (var slice : Slices.of(batch, message -> sent(message).bytes())) {
            var results = target.send(slice.stream().map(Move::sent).toList());
            var confirmed = new ArrayList<String>();
            for (int i = 0; i < slice.size(); i++) {
                if (results.get(i) instanceof Confirmed) {
                    confirmed.add(slice.get(i).receipt());
                }
            }
            if (!confirmed.isEmpty()) {
                source.delete(confirmed);
            }
            moved += confirmed.size();
        }
        return moved;
    }

    /** One by one: what is behind one that was not taken stays, or it would overtake it. */
    private int moveInOrder(List<ReceivedMessage> batch) {
        int moved = 0;
        var left = new HashSet<String>();
        for (var message : batch) {
            String group = Objects.requireNonNull(message.fifo()).group();
            var sent = new Message(
                    message.body(),
                    message.attributes(),
                    new Fifo(group, UUID.randomUUID().toString())); // Its own may have been there already.
            if (!left.contains(group) && target.send(List.of(sent)).getFirst() instanceof Confirmed) {
                source.delete(List.of(message.receipt()));
                moved++;
            } else {
                left.add(group);
            }
        }
        return moved;
    }

    private static Message sent(ReceivedMessage message) {
        return new Message(message.body(), message.attributes());
    }
}
