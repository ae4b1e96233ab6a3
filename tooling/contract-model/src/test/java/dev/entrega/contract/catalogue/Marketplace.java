package dev.entrega.contract.catalogue;

import dev.entrega.contract.EventName;
import dev.entrega.contract.catalogue.Participant.Handling;
import dev.entrega.contract.model.ContractFolder;
import java.nio.file.Path;
import java.util.List;

/** The example system: its real contracts, and services as they might declare themselves. */
final class Marketplace {

    static final EventName PLACED_V1 = new EventName("order", "placed", 1);
    static final EventName PLACED_V2 = new EventName("order", "placed", 2);
    static final EventName RESERVED = new EventName("stock", "reserved", 1);

    private Marketplace() {}

    static Catalogue catalogue() {
        return new Catalogue(
                "marketplace",
                ContractFolder.read(Path.of("..", "..", "schemas", "marketplace", "contracts")),
                List.of(
                        new Participant(
                                "stock-service",
                                List.of(RESERVED),
                                List.of(
                                        new Handling("reserve-stock", PLACED_V2, List.of("/lines/*/sku")),
                                        new Handling("reserve-stock", PLACED_V1, null))),
                        new Participant(
                                "orders-api",
                                List.of(PLACED_V2, PLACED_V1),
                                List.of(new Handling("confirm-order", RESERVED, List.of())))));
    }
}
