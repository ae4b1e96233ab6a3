package dev.entrega.messaging.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.entrega.messaging.MessagingException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The service's own database, from the one variable that a PaaS sets. */
@Factory
@Requires(property = "database.url")
final class DatabaseFactory {

    /** Above every time-out of the runtime's own statements, below a request's patience. */
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

    /**
     * Set, not hoped for. An accepted request is on disk before it is answered. A waiting claim gives the message back
     * instead of holding its thread. The locks of a client that was killed are gone within seconds.
     */
    private static final String SESSION = "-c synchronous_commit=on -c lock_timeout=10s"
            + " -c idle_in_transaction_session_timeout=60s -c client_connection_check_interval=1s";

    private @Nullable HikariDataSource pool;

    @Singleton
    @Named("default")
    DataSource dataSource(@Property(name = "database.url") String url, DatabaseSettings settings) {
        var parsed = DatabaseUrl.parse(url);
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(parsed.jdbcUrl());
        config.setUsername(parsed.user());
        config.setPassword(parsed.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.addDataSourceProperty("options", SESSION);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A host that died without a word is noticed; far above any statement of ours.
        config.addDataSourceProperty("socketTimeout", "300");
        // PostgreSQL's details quote rows ("Failing row contains …"), and rows hold what is personal.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("ApplicationName", "entrega");
        try {
            pool = new HikariDataSource(config);
            return pool;
        } catch (HikariPool.PoolInitializationException e) {
            throw new MessagingException(
                    "the database " + parsed + " can't be used (" + reason(e)
                            + "); check that it runs and that DATABASE_URL names it and its user",
                    e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Here and not on the bean, which by then is wrapped to join transactions. */
    @PreDestroy
    void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
