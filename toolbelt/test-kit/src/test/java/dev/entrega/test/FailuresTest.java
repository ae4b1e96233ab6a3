package dev.entrega.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import org.junit.jupiter.api.Test;

/** What a test is told when the service does not do what was hoped for. */
@EntregaTest(settings = "entrega.consumer.max-attempts=2")
class FailuresTest {

    @Test
    void whatEndsAsADeadLetterIsToldAtOnceAndIsNotTriedAgain(TestSystem system) {
        system.publish("refused-1", system.example(OrderPlacedV1.class));
        system.publish("failing-1", system.example(OrderPlacedV1.class));

        assertThatThrownBy(() -> system.awaitHandled("note-order"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("order.placed.v1 for subject refused-1")
                .hasMessageContaining("is a dead letter, REJECTED: as its subject asks for")
                .hasMessageContaining("is a dead letter, ATTEMPTS_EXHAUSTED: java.lang.IllegalStateException");
        assertThat(system.awaitDeadLetters("note-order"))
                .extracting(DeadLetter::subject, DeadLetter::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("refused-1", "REJECTED"),
                        org.assertj.core.groups.Tuple.tuple("failing-1", "ATTEMPTS_EXHAUSTED"));
        assertThat(system.redeliverEverything()).isEqualTo(2);
        assertThat(system.awaitDeadLetters("note-order")).hasSize(2);
    }
}
