package dev.entrega.messaging;

import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Transactions of the platform's own work in the service's database. Micronaut lets an {@link SQLException} through
 * undeclared; here it becomes a {@link MessagingException}, so that whoever catches what is unchecked has caught it.
 * Thread-safe.
 */
@Singleton
@Requires(beans = DataSource.class)
public final class Transactions {

    private final TransactionOperations<Connection> operations;

    public Transactions(TransactionOperations<Connection> operations) {
        this.operations = operations;
    }

    /** What is done in one transaction. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Commits what the work has written, or rolls it back if it throws. Joins the current transaction, if there is one.
     *
     * @throws MessagingException if the database refuses; it tells the SQLSTATE alone, the cause has the rest
     */
    public <T> T write(Work<T> work) {
        try {
            return operations.executeWrite(status -> work.on(status.getConnection()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new MessagingException("the database refused" + state(e), e);
        }
    }

    private static String state(Exception failure) {
        return failure instanceof SQLException refusal ? ", SQLSTATE " + refusal.getSQLState() : "";
    }
}
