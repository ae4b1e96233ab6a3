package dev.entrega.consumer;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.inject.qualifiers.Qualifiers;

/** Whether the service has a handler of either kind. */
final class HandlesEvents implements Condition {

    @Override
    @SuppressWarnings("rawtypes") // As Micronaut's own interface.
    public boolean matches(ConditionContext context) {
        return !context.getBeanContext()
                .getBeanDefinitions(Qualifiers.byStereotype(Handles.class))
                .isEmpty();
    }
}
