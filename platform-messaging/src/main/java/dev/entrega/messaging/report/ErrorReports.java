package dev.entrega.messaging.report;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.core.value.PropertyResolver;
import org.jspecify.annotations.Nullable;

/**
 * Tells errors to Sentry if {@code SENTRY_DSN} is set, else to nobody; the bean counts them too, so that every ERROR line of
 * the platform is a metric. Never waits and never throws: a report that can't
 * be sent is dropped, and what it was about goes on. Thread-safe.
 */
public interface ErrorReports extends AutoCloseable {

    void tell(ErrorReport report);

    /** Sends what still waits, for 2 s at most. */
    @Override
    void close();

    /**
     * What the settings ask for: {@code sentry.dsn}, {@code sentry.release}, {@code entrega.service}, {@code entrega.env}.
     * Without a release it is the service's name and {@code entrega.version}.
     *
     * @throws ConfigurationException if {@code SENTRY_DSN} is malformed; it never shows its value, which is a key
     */
    static ErrorReports of(PropertyResolver settings) {
        String dsn = text(settings, "sentry.dsn");
        if (dsn == null || dsn.isBlank()) { // Blank is how a PaaS leaves out what others set.
            return new NoReports();
        }
        if (!SentryDsn.isValid(dsn)) {
            throw new ConfigurationException(
                    "SENTRY_DSN",
                    "is not a DSN of Sentry's",
                    "set it to the client key of a Sentry project, https://KEY@HOST/PROJECT, or unset it");
        }
        return new SentryReports(
                dsn, text(settings, "entrega.service"), text(settings, "entrega.env"), release(settings));
    }

    private static @Nullable String release(PropertyResolver settings) {
        String release = text(settings, "sentry.release");
        String version = text(settings, "entrega.version");
        return release == null && version != null ? text(settings, "entrega.service") + "@" + version : release;
    }

    private static @Nullable String text(PropertyResolver settings, String name) {
        return settings.getProperty(name, String.class).orElse(null);
    }
}
