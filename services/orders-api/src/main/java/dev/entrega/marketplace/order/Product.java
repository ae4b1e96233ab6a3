package dev.entrega.marketplace.order;

import dev.entrega.api.EntityTag;
import dev.entrega.marketplace.contract.PriceChangedV1;
import io.micronaut.core.annotation.Introspected;

/**
 * A product as it is read.
 *
 * @param price of one piece
 * @param revision how often its price was changed, from 0
 */
@Introspected
record Product(String sku, String name, Money price, long revision) {

    /** Versions count from 1, and the price is all that changes. */
    EntityTag tag() {
        return new EntityTag(revision + 1);
    }

    PriceChangedV1 priceChanged() {
        return new PriceChangedV1(new PriceChangedV1.Money(price.amount(), price.currency()), revision);
    }
}
