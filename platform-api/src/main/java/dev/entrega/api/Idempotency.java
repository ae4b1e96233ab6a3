package dev.entrega.api;

import io.micronaut.aop.InterceptPhase;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import java.sql.Connection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The work of {@link Idempotent}, inside the method's transaction: the key is claimed before the method runs, and stored
 * if its answer is a 2xx. Whoever waits for that answer gets it after the commit.
 */
@InterceptorBean(Idempotent.class)
final class Idempotency implements MethodInterceptor<Object, Object> {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final TransactionOperations<Connection> transactions;
    private final IdempotencyKeys keys;
    private final IdempotencySettings settings;
    private final AnswerContents contents;

    Idempotency(
            TransactionOperations<Connection> transactions,
            IdempotencyKeys keys,
            IdempotencySettings settings,
            AnswerContents contents) {
        this.transactions = transactions;
        this.keys = keys;
        this.settings = settings;
        this.contents = contents;
    }

    /** Just inside of the transaction. */
    @Override
    public int getOrder() {
        return InterceptPhase.TRANSACTION.getPosition() + 1;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> method) {
        TransactionStatus<Connection> transaction = transactionOf(method);
        HttpRequest<?> request = ServerRequestContext.currentRequest()
                .orElseThrow(
                        () -> new ApiException(name(method) + " is called without a request, @Idempotent needs one"));
        RequestKey key = RequestKey.of(request);
        byte[] fingerprint = BodyFingerprint.of(request);
        return switch (keys.claim(transaction.getConnection(), key, fingerprint)) {
            case Claim.Granted granted -> execute(method, transaction, key, fingerprint);
            case Claim.Finished finished -> finished.answer().repeated();
            case Claim.InFlight inFlight ->
                throw new RefusedException(
                                HttpStatus.CONFLICT,
                                "idempotency-key-in-flight",
                                "A request with this Idempotency-Key is still being worked on; repeat this one later.")
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            case Claim.OtherRequest other ->
                throw new RefusedException(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "idempotency-key-reused",
                        "This Idempotency-Key was used for another request; a new request needs a new key.");
        };
    }

    private @Nullable Object execute(
            MethodInvocationContext<Object, Object> method,
            TransactionStatus<Connection> transaction,
            RequestKey key,
            byte[] fingerprint) {
        var answer = ((HttpResponse<?>) Objects.requireNonNull(method.proceed(), "an answer")).toMutableResponse();
        if (answer.code() / 100 == 2) {
            if (transaction.isRollbackOnly()) {
                throw new ApiException(
                        name(method) + " answered " + answer.code() + ", but marked its transaction for rollback");
            }
            var content = settings.replay() ? contents.fix(answer, produced(method)) : null;
            keys.store(transaction.getConnection(), key, fingerprint, FirstAnswer.of(answer, content));
        } else {
            transaction.setRollbackOnly();
        }
        return answer;
    }

    private static MediaType produced(MethodInvocationContext<Object, Object> method) {
        return method.stringValue(Produces.class).map(MediaType::of).orElse(MediaType.APPLICATION_JSON_TYPE);
    }

    private TransactionStatus<Connection> transactionOf(MethodInvocationContext<Object, Object> method) {
        if (!HttpResponse.class.isAssignableFrom(method.getReturnType().getType())) {
            throw new ApiException(
                    name(method) + " is @Idempotent and must return an HttpResponse, so that 304 can be said");
        }
        @SuppressWarnings("unchecked") // these are the operations of JDBC connections
        var transaction = (TransactionStatus<Connection>) transactions
                .findTransactionStatus()
                .orElseThrow(() -> new ApiException(name(method)
                        + " is @Idempotent and has no transaction to keep its key in; add @Transactional to it"));
        return transaction;
    }

    private static String name(MethodInvocationContext<Object, Object> method) {
        return method.getDeclaringType().getSimpleName() + "." + method.getMethodName();
    }
}
