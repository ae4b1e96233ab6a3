package dev.entrega.consumer.declaration;

import dev.entrega.consumer.declaration.Declaration.Read;
import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.ReleaseStep;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.contract.Contracts;
import java.util.List;
import java.util.Map;

/** Writes down what this release reads: first into the database, then as the queue's tag, which leads to it. */
public final class DeclareReads implements ReleaseStep {

    private final HandledEvents handled;
    private final Contracts contracts;
    private final Transactions transactions;
    private final Resources resources;
    private final List<String> queues;

    /** @param queues of the service */
    public DeclareReads(
            HandledEvents handled,
            Contracts contracts,
            Transactions transactions,
            Resources resources,
            List<String> queues) {
        this.handled = handled;
        this.contracts = contracts;
        this.transactions = transactions;
        this.resources = resources;
        this.queues = List.copyOf(queues);
    }

    @Override
    public void run() {
        var declaration = new Declaration(handled.handlers().stream()
                .map(handler -> new Read(handler.handler(), handler.type().name(), contracts.readBy(handler.reading())))
                .toList());
        transactions.write(connection -> {
            new Declarations().store(connection, declaration);
            return declaration;
        });
        queues.forEach(queue -> resources.tagQueue(queue, Map.of(Declaration.TAG, declaration.hash())));
    }
}
