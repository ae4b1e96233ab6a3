package dev.entrega.consumer;

import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.messaging.Event;

/** A handler of a noun whose events keep their order. Leaves {@code SKU-REVISION} as its effect. */
@Handles("priced-too")
final class OtherPriceHandler implements Handler<PriceChangedV1> {

    private final Effects effects;
    private final PriceScript script;

    OtherPriceHandler(Effects effects, PriceScript script) {
        this.effects = effects;
        this.script = script;
    }

    @Override
    public Outcome handle(Event<PriceChangedV1> event) throws Exception {
        effects.add("priced-too", event.subject() + "-" + event.data().revision());
        return script.run("priced-too", event.subject(), event.data().revision());
    }
}
