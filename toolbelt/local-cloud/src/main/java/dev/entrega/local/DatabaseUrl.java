package dev.entrega.local;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a database is, as the environment's {@code DATABASE_URL} says it:
 * {@code postgres://user:password@host:port/name?parameters}.
 */
record DatabaseUrl(URI uri) {
    private static final int DEFAULT_PORT = 5432;

    /** @throws LocalCloudException if the text is not such a URL */
    static DatabaseUrl parse(String text) {
        try {
            URI uri = URI.create(text);
            boolean postgres = "postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme());
            if (postgres && uri.getHost() != null && uri.getRawUserInfo() != null) {
                return new DatabaseUrl(uri);
            }
        } catch (IllegalArgumentException e) {
            // Answered below. The text is not shown: it may hold a password.
        }
        throw new LocalCloudException("DATABASE_URL is not of the form postgres://user:password@host:port/name: "
                + "correct it, or unset it to get an embedded server.");
    }

    /** The same server's database of that name. */
    DatabaseUrl database(String name) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseUrl(URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/" + name + query));
    }

    String text() {
        return uri.toString();
    }

    /** Without the credentials, for messages. */
    String server() {
        return uri.getHost() + ":" + port();
    }

    private int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    Connection connect() throws SQLException {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Properties properties = new Properties();
        String[] user = String.valueOf(uri.getRawUserInfo()).split(":", 2);
        properties.setProperty("user", decode(user[0]));
        if (user.length == 2) {
            properties.setProperty("password", decode(user[1]));
        }
        return DriverManager.getConnection("jdbc:postgresql://" + server() + uri.getRawPath() + query, properties);
    }

    /** A plus sign is itself in this part of a URL. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
