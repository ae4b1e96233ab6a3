package dev.entrega.api.webhook;

import dev.entrega.api.Problem;
import dev.entrega.api.RefusedException;
import dev.entrega.messaging.NotConfirmedException;
import dev.entrega.messaging.RepeatableIds;
import dev.entrega.messaging.UnpublishableEventException;
import dev.entrega.messaging.aws.BrokerException;
import dev.entrega.messaging.contract.ContractViolationException;
import io.micronaut.aop.InterceptPhase;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.context.ServerRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of {@link Webhook}: events get the partner's id, and what could not be published is never a 2xx. */
@InterceptorBean(Webhook.class)
final class WebhookCall implements MethodInterceptor<Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookCall.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    /** Around a transaction, if there is one: an event that a commit has refused isn't published either. */
    @Override
    public int getOrder() {
        return InterceptPhase.TRANSACTION.getPosition() - 1;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> method) {
        String id = WebhookFilter.idOf(ServerRequestContext.currentRequest()
                .orElseThrow(() -> new IllegalStateException("a @Webhook is called by a request alone")));
        try {
            var answer = ScopedValue.where(RepeatableIds.CURRENT, RepeatableIds.inOrder(id))
                    .call(method::proceed);
            LOG.info("webhook={} is passed on", id);
            return answer;
        } catch (ContractViolationException e) {
            LOG.warn("webhook={} is refused: {}", id, e.getMessage());
            throw new RefusedException(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "webhook-not-allowed",
                    "What the request says is not what may be passed on; errors point into the event that it would be.",
                    e.violations().stream()
                            .map(violation -> new Problem.Flaw(violation.pointer(), violation.rule()))
                            .toList());
        } catch (UnpublishableEventException e) {
            LOG.warn("webhook={} is refused: {}", id, e.getMessage());
            throw new RefusedException(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "webhook-not-allowed",
                    "What the request says makes an event that is too large, or one about nothing.");
        } catch (NotConfirmedException | BrokerException e) {
            LOG.warn("webhook={} could not be published, the partner has to repeat it: {}", id, e.getMessage());
            throw new RefusedException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "not-published",
                            "The request could not be passed on. Repeat it later; what has been passed on is recognised.")
                    .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
    }
}
