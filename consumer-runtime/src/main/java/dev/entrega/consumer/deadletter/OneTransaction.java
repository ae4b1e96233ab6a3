package dev.entrega.consumer.deadletter;

import java.sql.Connection;
import java.sql.SQLException;

/** Several statements on a connection that may or may not have begun a transaction: all of them or none. */
final class OneTransaction {

    private OneTransaction() {}

    interface Steps {
        boolean take() throws SQLException;
    }

    /** In the transaction that was begun, which whoever began it ends; else in one of its own. */
    static boolean of(Connection connection, Steps steps) throws SQLException {
        if (!connection.getAutoCommit()) {
            return steps.take();
        }
        connection.setAutoCommit(false);
        try {
            boolean taken = steps.take();
            connection.commit();
            return taken;
        } finally {
            connection.rollback(); // What is committed stays.
            connection.setAutoCommit(true);
        }
    }
}
