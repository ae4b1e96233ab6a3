package dev.entrega.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the platform's own transactions make of a database that refuses. */
class TransactionsTest {

    @Test
    void anSqlExceptionBecomesAnUncheckedOneThatKeepsItAndQuotesNothing() {
        try (var service = TestService.start("transactions", Map.of())) {
            var transactions = service.context.getBean(Transactions.class);

            assertThatExceptionOfType(MessagingException.class)
                    .isThrownBy(() -> transactions.write(connection -> {
                        service.execute(connection, "SELECT 'ada@example.org'::int");
                        return true;
                    }))
                    .withMessage("the database refused, SQLSTATE 22P02")
                    .withCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void anUncheckedExceptionComesAsItIsAndNothingStands() {
        try (var service = TestService.start("transactions", Map.of())) {
            var transactions = service.context.getBean(Transactions.class);
            var bug = new IllegalStateException("a bug");

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> transactions.write(connection -> {
                        service.execute(connection, "CREATE TABLE never ()");
                        throw bug;
                    }))
                    .isSameAs(bug);
            assertThat(service.count("SELECT count(*) FROM pg_tables WHERE tablename = 'never'"))
                    .isZero();
        }
    }
}
