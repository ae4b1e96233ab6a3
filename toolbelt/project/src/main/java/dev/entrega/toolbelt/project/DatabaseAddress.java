package dev.entrega.toolbelt.project;

import dev.entrega.messaging.runtime.DatabaseUrl;
import dev.entrega.messaging.runtime.SessionSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where a service's database is, and who may enter. It shows itself without its password. */
public record DatabaseAddress(DatabaseUrl url) {

    private static final String CONNECT_SECONDS = "5";

    /** @throws dev.entrega.messaging.ConfigurationException if it is no database's address */
    static DatabaseAddress of(String url) {
        return new DatabaseAddress(DatabaseUrl.parse(url));
    }

    /** A new connection, in autocommit, to be closed by the caller. */
    public Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /** The same, set as the service sets its own; which may be refused, or ignored by what stands between. */
    public Connection connectAsTheService() throws SQLException {
        var properties = new Properties();
        properties.setProperty("options", SessionSettings.options());
        return connect(properties);
    }

    private Connection connect(Properties properties) throws SQLException {
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("ApplicationName", "toolbelt");
        return DriverManager.getConnection(url.jdbcUrl(), properties);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
