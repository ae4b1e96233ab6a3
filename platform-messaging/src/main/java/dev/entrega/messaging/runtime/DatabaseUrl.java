package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A database as the 12-factor PaaS names it: {@code postgres://user:password@host:5432/name?sslmode=require}.
 *
 * @param jdbcUrl for the driver; {@link #toString} is what may be logged
 */
public record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String SETTING = "DATABASE_URL";
    private static final String REMEDY = "set it to postgres://USER:PASSWORD@HOST:PORT/NAME";

    /** @throws ConfigurationException that says what is wrong with it and never shows it, since it holds a password */
    public static DatabaseUrl parse(String url) {
        URI uri = parsed(url);
        String scheme = uri.getScheme();
        if (!"postgres".equals(scheme) && !"postgresql".equals(scheme)) {
            throw new ConfigurationException(SETTING, "does not begin with postgres://", REMEDY);
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new ConfigurationException(SETTING, "names no host or no database", REMEDY);
        }
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        if (uri.getRawQuery() != null && uri.getRawQuery().contains("options=")) {
            throw new ConfigurationException(SETTING, "sets session options, which the platform sets itself", REMEDY);
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseUrl(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                credentials.length > 0 ? decoded(credentials[0]) : null,
                credentials.length > 1 ? decoded(credentials[1]) : null);
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    SETTING, "is not a URL (special characters of the password must be percent-encoded)", REMEDY);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For messages and logs: without options, which may hold a password. */
    @Override
    public String toString() {
        return jdbcUrl.replaceFirst("\\?.*", "");
    }
}
