package dev.entrega.messaging.contract;

import dev.entrega.contract.EventType;
import dev.entrega.contract.data.DataSchema.Violation;
import dev.entrega.messaging.MessagingException;
import java.util.List;

/** Data that its contract doesn't allow. Carries where and which rule, never a value. */
public final class ContractViolationException extends MessagingException {

    private final List<Violation> violations;

    ContractViolationException(EventType<?> type, List<Violation> violations) {
        super(type + " violates its contract: "
                + String.join(", ", violations.stream().map(Violation::toString).toList()));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
