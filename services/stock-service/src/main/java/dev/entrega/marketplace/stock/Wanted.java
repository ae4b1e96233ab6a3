package dev.entrega.marketplace.stock;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.StockReservedV1;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of what an order takes. Lines of the same article are one here, or the second would not see what the first
 * took; sorted, so that two orders lock their articles in the same order and can't deadlock.
 */
record Wanted(SortedMap<String, Long> quantities) {

    static Wanted of(List<OrderPlacedV1.Line> lines) {
        var quantities = new TreeMap<String, Long>();
        lines.forEach(line -> quantities.merge(line.sku(), line.quantity(), Long::sum));
        return new Wanted(quantities);
    }

    List<StockReservedV1.Line> lines() {
        return quantities.entrySet().stream()
                .map(wanted -> new StockReservedV1.Line(wanted.getKey(), wanted.getValue()))
                .toList();
    }
}
