package dev.entrega.messaging.runtime;

import dev.entrega.messaging.aws.BrokerException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a service waits for that can't begin yet: what is out of reach now and may be there later. What an operator has to
 * mend first is none.
 *
 * @param what as {@code the database}
 * @param why for the log; it may name hosts
 */
record Awaited(String what, String why) {

    /**
     * Classes of SQLSTATE (PostgreSQL, appendix A) that pass by themselves: connection, resources (as too many
     * connections), operator intervention (as a server that starts or stops).
     */
    private static final Set<String> PASSING = Set.of("08", "53", "57");

    /** Empty if waiting would not help. */
    static Optional<Awaited> of(Throwable failure) {
        return causes(failure).stream()
                .flatMap(cause -> awaited(cause, failure).stream())
                .findFirst();
    }

    private static Optional<Awaited> awaited(Throwable cause, Throwable failure) {
        if (cause instanceof BrokerException broker && broker.kind() == BrokerException.Kind.UNREACHABLE) {
            return Optional.of(new Awaited("the broker", String.valueOf(broker.getMessage())));
        }
        return cause instanceof SQLTransientException || isPassing(cause)
                ? Optional.of(new Awaited("the database", oneLine(failure)))
                : Optional.empty();
    }

    private static boolean isPassing(Throwable cause) {
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
    }

    /** The innermost SQLSTATE that says something, for a message. */
    static String state(SQLException failure) {
        return causes(failure).reversed().stream()
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null)
                .findFirst()
                .map(state -> ", SQLSTATE " + state)
                .orElse("");
    }
}
