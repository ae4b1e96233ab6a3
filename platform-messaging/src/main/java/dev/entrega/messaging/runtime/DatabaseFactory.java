package dev.entrega.messaging.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The service's own database, from the one variable that a PaaS sets. */
@Factory
@Requires(property = "database.url")
final class DatabaseFactory {

    /** Below a request's patience, and below a relay's lease. */
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);

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
        config.addDataSourceProperty("options", SessionSettings.options());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A host that died without a word is noticed; far above any statement of ours.
        config.addDataSourceProperty("socketTimeout", "300");
        // PostgreSQL's details quote rows ("Failing row contains …"), and rows hold what is personal.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("ApplicationName", "entrega");
        // A session is asked for when one is needed, and DatabaseProbe says why there is none.
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
        return pool;
    }

    @Singleton
    DatabaseProbe probe(@Property(name = "database.url") String url) {
        return new DatabaseProbe(DatabaseUrl.parse(url));
    }

    @Singleton
    DatabaseVital vital(DataSource pool) {
        return new DatabaseVital(DelegatingDataSource.unwrapDataSource(pool));
    }

    /** @param made so that there is a pool */
    @Singleton
    DatabaseLoad load(DataSource made) {
        return new DatabaseLoad(Objects.requireNonNull(pool));
    }

    /** Here and not on the bean, which by then is wrapped to join transactions. */
    @PreDestroy
    void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
