package dev.entrega.soak.failpoint;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hurts the commits of requests and handlers, and leaves those of the runtime's own loops alone: some fail, half of them as
 * PostgreSQL lets one fail that is to be repeated; and a process may end just before one, or just after it.
 */
@Singleton
@Requires(beans = Failpoints.class)
@Order(Ordered.HIGHEST_PRECEDENCE) // Inside of what joins transactions, so that a commit is a commit.
final class Commits implements BeanCreatedEventListener<DataSource> {

    private static final String SERIALIZATION_FAILURE = "40001"; // PostgreSQL, appendix A
    private static final String CONNECTION_FAILURE = "08006";

    /** What only requests and handlers write. */
    private static final String[] WORK = {"INTO entrega.inbox", "SELECT fingerprint"};

    private final Failpoints failpoints;
    private final double failing;
    private final boolean isAnsweredBefore;

    /**
     * @param failing the share of commits that fail, 0 to 1
     * @param answeredBefore whether they return before they are done: a mutant, which has to be found out
     */
    Commits(
            Failpoints failpoints,
            @Property(name = "soak.failing-commits", defaultValue = "0") double failing,
            @Property(name = "soak.answered-before-commit", defaultValue = "false") boolean answeredBefore) {
        this.failpoints = failpoints;
        this.failing = failing;
        this.isAnsweredBefore = answeredBefore;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        var pool = event.getBean();
        return (DataSource) proxy(DataSource.class, (proxy, method, arguments) -> {
            var got = invoke(pool, method, arguments);
            return got instanceof Connection connection ? watched(connection) : got;
        });
    }

    private Connection watched(Connection connection) {
        return (Connection) proxy(Connection.class, new Watched(connection)::call);
    }

    private interface Call {
        @Nullable
        Object of(Object proxy, Method method, Object[] arguments) throws Throwable;
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(Commits.class.getClassLoader(), new Class<?>[] {type}, call::of);
    }

    private static @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A connection as it was lent to one thread. */
    private final class Watched {

        private final Connection connection;
        private boolean isWork;
        private boolean isLeftAlone;

        Watched(Connection connection) {
            this.connection = connection;
        }

        @Nullable
        Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (isLeftAlone) { // Its commit is under way, and it is given back when that is done.
                return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
            }
            switch (method.getName()) {
                case "prepareStatement" -> look((String) arguments[0]);
                case "rollback" -> isWork = false;
                case "commit" -> {
                    if (isWork) {
                        isWork = false;
                        commit();
                        return null;
                    }
                }
                default -> {}
            }
            return invoke(connection, method, arguments);
        }

        private void look(String sql) {
            for (String work : WORK) {
                isWork |= sql.contains(work);
            }
        }

        private void commit() throws SQLException {
            if (isAnsweredBefore) {
                isLeftAlone = true;
                Thread.ofVirtual().start(this::commitLater);
                return;
            }
            commitOrFail();
        }

        private void commitOrFail() throws SQLException {
            failpoints.reached("before-commit");
            if (ThreadLocalRandom.current().nextDouble() < failing) {
                connection.rollback();
                throw new SQLException(
                        "on purpose",
                        ThreadLocalRandom.current().nextBoolean() ? SERIALIZATION_FAILURE : CONNECTION_FAILURE);
            }
            connection.commit();
            failpoints.reached("after-commit");
        }

        private void commitLater() {
            try {
                Thread.sleep(20);
                commitOrFail();
            } catch (SQLException e) {
                // Whoever waited for it has been told that all is well.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            try {
                connection.setAutoCommit(true);
                connection.close();
            } catch (SQLException e) {
                // It has ended.
            }
        }
    }
}
