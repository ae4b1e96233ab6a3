package dev.entrega.benchmark.service;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import javax.sql.DataSource;

/**
 * Answers each statement of a delivery on the spot, as if one row had changed, so that neither PostgreSQL nor its driver is
 * measured. The platform has no consumer without an inbox; this is what comes nearest: all of its code runs, up to the
 * driver. Everything but deliveries goes to the database as ever.
 */
@Singleton
@Requires(property = "benchmark.database", value = "none")
final class NoDatabase implements BeanCreatedEventListener<DataSource>, Ordered {

    private static final String DELIVERY = "deliver-";

    /** Before Micronaut's own, which has connections join transactions. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        var pool = event.getBean();
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            var result = call(pool, method, arguments);
            return result instanceof Connection connection
                            && Thread.currentThread().getName().startsWith(DELIVERY)
                    ? withoutStatements(connection)
                    : result;
        });
    }

    private static Connection withoutStatements(Connection connection) {
        return proxy(
                Connection.class,
                (proxy, method, arguments) -> method.getName().equals("prepareStatement")
                        ? statement()
                        : call(connection, method, arguments));
    }

    private static PreparedStatement statement() {
        return proxy(
                PreparedStatement.class,
                (proxy, method, arguments) -> method.getName().equals("executeUpdate") ? (Object) 1 : null);
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
