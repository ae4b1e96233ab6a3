package dev.entrega.messaging;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The right to do something that another process takes over when this one is slow or seems dead. Asked in each transaction
 * that publishes, so that what a process does after it has lost the right is never seen.
 */
public interface Fence {

    /** Bound while it is done. */
    ScopedValue<Fence> CURRENT = ScopedValue.newInstance();

    /**
     * Keeps the right until the transaction has ended.
     *
     * @throws MessagingException if it has been lost: the transaction has to roll back
     */
    void require(Connection connection) throws SQLException;
}
