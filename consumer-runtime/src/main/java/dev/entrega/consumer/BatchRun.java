package dev.entrega.consumer;

import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.Task.Member;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.contract.EventData;
import dev.entrega.messaging.CurrentEvent;
import dev.entrega.messaging.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several events in one handler, in one transaction; if that fails, one by one, unless that is not about them. No
 * savepoints: they cost half of the rate. Thread-safe.
 */
final class BatchRun {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

    private final HandlerTransaction transaction;
    private final Inbox inbox;
    private final Forms forms;
    private final Deadlines deadlines;
    private final DeliveryMetrics metrics;
    private final HandlerRun oneByOne;

    BatchRun(
            HandlerTransaction transaction,
            Inbox inbox,
            Forms forms,
            Deadlines deadlines,
            DeliveryMetrics metrics,
            HandlerRun oneByOne) {
        this.transaction = transaction;
        this.inbox = inbox;
        this.forms = forms;
        this.deadlines = deadlines;
        this.metrics = metrics;
        this.oneByOne = oneByOne;
    }

    /** @return an ending for each, in their order */
    <T extends EventData> List<Ending> run(HandlerBinding<T> binding, List<Member> batch) {
        var handler = Objects.requireNonNull(binding.batch(), "a batch is made for a batch handler alone");
        long began = System.nanoTime();
        try {
            var copies = together(binding, handler, batch);
            if (copies.isPresent()) {
                batch.forEach(one -> tellDone(one, copies.get().contains(one), batch.size()));
                return batch.stream().<Ending>map(one -> new Delete()).toList();
            }
        } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
            var spared = batch.stream()
                    .flatMap(one -> oneByOne.spared(one.delivery(), e).stream())
                    .toList();
            if (!spared.isEmpty()) {
                return spared; // All or none: it is not about one of them.
            }
            LOG.info(
                    "a batch of {} could not be handled by {}, its events go one by one: {}",
                    batch.size(),
                    binding.name(),
                    e.toString());
        } finally {
            metrics.ran(batch.getFirst().delivery(), System.nanoTime() - began);
        }
        return batch.stream()
                .map(one -> oneByOne.run(binding, one.event(), one.delivery()))
                .toList();
    }

    private void tellDone(Member one, boolean copy, int size) {
        LOG.info("{} outcome={} in a batch of {}", one.delivery(), copy ? "duplicate" : "done", size);
        if (copy) {
            metrics.duplicate(one.delivery());
        } else {
            metrics.done(one.delivery(), one.event().time());
        }
    }

    /** @return those that had been handled before; empty if nothing was committed */
    private <T extends EventData> Optional<List<Member>> together(
            HandlerBinding<T> binding, BatchHandler<T> handler, List<Member> batch) {
        return transaction.run(status -> {
            var connection = status.getConnection();
            var claimed = new HashSet<>(inbox.claimAll(
                    connection, batch.stream().map(one -> one.delivery().key()).collect(Collectors.toSet())));
            var events = new ArrayList<Event<T>>();
            var copies = new ArrayList<Member>();
            for (var one : batch) {
                if (claimed.remove(one.delivery().key())) { // The first of two copies.
                    events.add(forms.of(binding, one.event()));
                } else {
                    copies.add(one);
                    inbox.countDuplicate(connection, one.delivery().key());
                }
            }
            var outcome = events.isEmpty() ? Outcome.done() : handle(binding, handler, events);
            if (outcome instanceof Outcome.Done && !status.isRollbackOnly()) {
                return Optional.of(copies);
            }
            status.setRollbackOnly();
            return Optional.empty();
        });
    }

    private <T extends EventData> Outcome handle(
            HandlerBinding<T> binding, BatchHandler<T> handler, List<Event<T>> events) throws Exception {
        return ScopedValue.where(CurrentEvent.HANDLER, binding.name())
                .call(() -> deadlines.within(binding.name(), () -> handler.handle(List.copyOf(events))));
    }
}
