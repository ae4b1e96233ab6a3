package dev.entrega.marketplace.order;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The table {@code product}: what can be ordered, and for how much. */
@Singleton
final class Products {
    private final DataSource database;

    Products(DataSource database) {
        this.database = database;
    }

    /** The prices of one piece each; what is unknown is not in the map. */
    Map<String, Money> prices(Collection<String> skus) throws SQLException {
        String sql = "SELECT sku, price_amount, currency FROM product WHERE sku = ANY (?)";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", skus.toArray()));
            try (var rows = select.executeQuery()) {
                var prices = new HashMap<String, Money>();
                while (rows.next()) {
                    prices.put(rows.getString(1), new Money(rows.getLong(2), rows.getString(3)));
                }
                return prices;
            }
        }
    }
}
