package dev.entrega.marketplace.order;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The table {@code product}: what can be ordered, and for how much. Every method is part of its caller's transaction. */
@Singleton
final class Products {
    private static final String COLUMNS = "sku, name, price_amount, currency, price_revision";

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

    Optional<Product> find(String sku) throws SQLException {
        return find(sku, "");
    }

    /** Finds a product and keeps it as it is until the end of the transaction, so that revisions follow the commits. */
    Optional<Product> lock(String sku) throws SQLException {
        return find(sku, " FOR UPDATE");
    }

    private Optional<Product> find(String sku, String locking) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM product WHERE sku = ?" + locking;
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, sku);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(product(rows)) : Optional.empty();
            }
        }
    }

    /** Of a product that is there. */
    Product changePrice(String sku, Money price) throws SQLException {
        String sql = """
            UPDATE product SET price_amount = ?, currency = ?, price_revision = price_revision + 1 WHERE sku = ?
            RETURNING %s""".formatted(COLUMNS);
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(sql)) {
            update.setLong(1, price.amount());
            update.setString(2, price.currency());
            update.setString(3, sku);
            try (var rows = update.executeQuery()) {
                rows.next();
                return product(rows);
            }
        }
    }

    private static Product product(ResultSet row) throws SQLException {
        return new Product(
                row.getString("sku"),
                row.getString("name"),
                new Money(row.getLong("price_amount"), row.getString("currency")),
                row.getLong("price_revision"));
    }
}
