package dev.entrega.benchmark.service;

import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.marketplace.contract.OrderPlacedV2.Buyer;
import dev.entrega.marketplace.contract.OrderPlacedV2.Line;
import dev.entrega.marketplace.contract.OrderPlacedV2.Money;
import java.util.stream.IntStream;

/** The order that is published, the same that the stub gives away. */
public final class SampleOrder {

    public static final String SUBJECT = "order-4711";

    public static final OrderPlacedV2 ORDER = new OrderPlacedV2(
            "partner-acme",
            new Buyer(
                    "Ada Augusta King",
                    "ada.lovelace@example.org",
                    "112 St James's Square, London SW1Y 4JH, England, United Kingdom; ring twice and leave the parcel"
                            + " with the port"),
            IntStream.rangeClosed(1, 4)
                    .mapToObj(i -> new Line("SKU-00" + i, i, new Money(1_999 + i, "EUR")))
                    .toList(),
            new Money(19_999, "EUR"));

    private SampleOrder() {}
}
