package dev.entrega.marketplace.order;

import dev.entrega.api.Problem;
import dev.entrega.api.RefusedException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Puts today's prices on what a buyer asks for. */
@Singleton
final class Pricing {
    private final Products products;

    Pricing(Products products) {
        this.products = products;
    }

    /** @throws RefusedException (422) if a product is unknown, with a pointer to each */
    List<Order.Line> priced(List<PlaceOrder.Line> lines) throws SQLException {
        Map<String, Money> prices =
                products.prices(lines.stream().map(PlaceOrder.Line::sku).toList());
        List<Problem.Flaw> unknown = IntStream.range(0, lines.size())
                .filter(i -> !prices.containsKey(lines.get(i).sku()))
                .mapToObj(i -> new Problem.Flaw("/lines/" + i + "/sku", "is no product of ours"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new RefusedException(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "product-unknown",
                    "The order asks for products that there are not; see errors.",
                    unknown);
        }
        return lines.stream()
                .map(line -> new Order.Line(
                        line.sku(), line.quantity(), Objects.requireNonNull(prices.get(line.sku()), "just looked up")))
                .toList();
    }
}
