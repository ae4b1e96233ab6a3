package dev.entrega.soak.failpoint;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.sns.SnsClient;

/** Where a relay may end that has published and not yet marked what it has published. */
@Singleton
@Requires(beans = Failpoints.class)
final class Publications implements BeanCreatedEventListener<SnsClient> {

    private final Failpoints failpoints;

    Publications(Failpoints failpoints) {
        this.failpoints = failpoints;
    }

    @Override
    public SnsClient onCreated(BeanCreatedEvent<SnsClient> event) {
        var sns = event.getBean();
        return (SnsClient) Proxy.newProxyInstance(
                SnsClient.class.getClassLoader(), new Class<?>[] {SnsClient.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(sns, arguments);
                        if (method.getName().equals("publishBatch")) {
                            failpoints.reached("after-publish");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
