package dev.entrega.messaging.runtime;

import dev.entrega.messaging.MessagingException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Asks the database for a session, past the pool, which says less of why it gets none. */
final class DatabaseProbe {

    private static final String SECONDS = "3";

    private final DatabaseUrl url;

    DatabaseProbe(DatabaseUrl url) {
        this.url = url;
    }

    /** @throws MessagingException with what the server or the driver said as its cause */
    void require() {
        var properties = new Properties();
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("ApplicationName", "entrega-start");
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        try {
            DriverManager.getConnection(url.jdbcUrl(), properties).close();
        } catch (SQLException e) {
            throw new MessagingException(
                    "the database " + url + " can't be used ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
                            + "); check that it runs and that DATABASE_URL names it and its user",
                    e);
        }
    }
}
