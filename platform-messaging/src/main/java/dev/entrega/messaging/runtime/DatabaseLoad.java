package dev.entrega.messaging.runtime;

import com.zaxxer.hikari.HikariDataSource;

/** How many wait for a connection to the service's database. Thread-safe. */
public final class DatabaseLoad {

    /** Of whom each has to wait for as many others. */
    private static final int MOST_WAITING_FOR_EACH = 4;

    private final HikariDataSource pool;

    DatabaseLoad(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Whether there are so many that another would wait for longer than whoever asks it has patience: it would be work for
     * nobody, and be asked for once more.
     */
    public boolean isTooMuch() {
        var waiting = pool.getHikariPoolMXBean();
        return waiting != null
                && waiting.getThreadsAwaitingConnection() >= MOST_WAITING_FOR_EACH * pool.getMaximumPoolSize();
    }
}
