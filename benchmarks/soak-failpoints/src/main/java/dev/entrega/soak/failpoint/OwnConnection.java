package dev.entrega.soak.failpoint;

import dev.entrega.messaging.runtime.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** For the mutants that write what belongs into the caller's transaction outside of it. */
public final class OwnConnection {

    private OwnConnection() {}

    /**
     * A connection that is not of the pool, and commits each statement: who waits for a second one of the pool while it holds
     * its first would starve it, and that would be found out instead.
     */
    public static Connection open() throws SQLException {
        var url = DatabaseUrl.parse(System.getenv("DATABASE_URL"));
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }
}
