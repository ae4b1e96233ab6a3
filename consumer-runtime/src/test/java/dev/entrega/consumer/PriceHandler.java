package dev.entrega.consumer;

import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.messaging.Event;

/** A handler of a noun whose events keep their order. Leaves {@code SKU-REVISION} as its effect. */
@Handles("priced")
final class PriceHandler implements Handler<PriceChangedV1> {

    private final Effects effects;
    private final PriceScript script;

    PriceHandler(Effects effects, PriceScript script) {
        this.effects = effects;
        this.script = script;
    }

    @Override
    public Outcome handle(Event<PriceChangedV1> event) throws Exception {
        effects.add("priced", event.subject() + "-" + event.data().revision());
        return script.run("priced", event.subject(), event.data().revision());
    }
}
