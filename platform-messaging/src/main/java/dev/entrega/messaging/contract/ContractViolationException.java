package dev.entrega.messaging.contract;

import dev.entrega.contract.EventType;
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

    /** One rule that was broken: the JSON pointer into the data, and the schema's keyword. */
    public record Violation(String pointer, String keyword) {
        @Override
        public String toString() {
            return (pointer.isEmpty() ? "/" : pointer) + " (" + keyword + ")";
        }
    }

    public List<Violation> violations() {
        return violations;
    }
}
