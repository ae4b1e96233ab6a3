package dev.entrega.api.workflow;

import static dev.entrega.api.workflow.Parcels.calledBack;
import static dev.entrega.api.workflow.Parcels.lost;
import static dev.entrega.api.workflow.Parcels.packed;
import static dev.entrega.api.workflow.Parcels.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.entrega.api.RefusedException;
import dev.entrega.api.workflow.Move.Made;
import dev.entrega.api.workflow.Move.Refused;
import dev.entrega.api.workflow.Move.Unknown;
import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.messaging.Transactions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class WorkflowsTest {
    private static Parcels parcels;
    private static Workflows workflows;

    @BeforeAll
    static void start() {
        parcels = new Parcels();
        workflows = parcels.workflows();
    }

    @AfterAll
    static void stop() {
        parcels.close();
    }

    @Test
    void aTransitionItsHistoryAndItsEventAreCommittedTogether(TestInfo test) {
        String id = packedFor(test);

        assertThat(workflows.move(id, sent())).isEqualTo(new Made(2));
        assertThat(parcels.state(id)).isEqualTo("sent 2");
        String moved = parcels.sql("SELECT xmin FROM parcel WHERE id = '" + id + "'");
        assertThat(parcels.sql("SELECT xmin FROM entrega.transition WHERE version = 2 AND id = '" + id + "'"))
                .isEqualTo(moved);
        assertThat(parcels.events(id)).isEqualTo("order.confirmed.v1 order.shipped.v1");
        assertThat(workflows.history(Parcels.State.class, id))
                .extracting(Transition::version, Transition::from, Transition::to, Transition::event)
                .containsExactly(
                        tuple(1L, null, "packed", "order.confirmed.v1"),
                        tuple(2L, "packed", "sent", "order.shipped.v1"));
        assertThat(workflows.history(Parcels.State.class, id).getLast().eventId())
                .isEqualTo(parcels.sql("SELECT event_id FROM entrega.outbox WHERE type = 'order.shipped.v1'"
                        + " AND subject = '" + id + "'"));
    }

    @Test
    void whatIsRolledBackHasNotHappened(TestInfo test) {
        String id = packedFor(test);

        assertThatThrownBy(() -> parcels.bean(Transactions.class).write(connection -> {
                    workflows.move(id, sent());
                    throw new IllegalStateException("after all not");
                }))
                .hasMessage("after all not");
        assertThat(parcels.state(id)).isEqualTo("packed 1");
        assertThat(workflows.history(Parcels.State.class, id)).hasSize(1);
        assertThat(parcels.events(id)).isEqualTo("order.confirmed.v1");
    }

    @Test
    void anIllegalTransitionIsRefusedWithWhatIsAllowedAndChangesNothing(TestInfo test) {
        String id = packedFor(test);
        var refused = workflows.move(id, lost());

        assertThat(refused).isEqualTo(new Refused("order", "packed", "lost", List.of("sent", "called_back"), 1));
        assertThatThrownBy(refused::orRefuse)
                .isInstanceOf(RefusedException.class)
                .hasMessage("order-state: The order is packed and can't become lost;"
                        + " only this can follow: sent, called_back.");
        assertThat(parcels.state(id)).isEqualTo("packed 1");
        assertThat(parcels.events(id)).isEqualTo("order.confirmed.v1");

        workflows.move(id, calledBack());
        assertThatThrownBy(() -> workflows.move(id, sent()).orRefuse())
                .hasMessageEndingWith("is called_back and can't become sent; nothing can follow.");
    }

    @Test
    void anotherVersionThanTheOneThatWasMeantIsNotMoved(TestInfo test) {
        String id = packedFor(test);
        workflows.move(id, sent());

        assertThatThrownBy(() -> workflows.move(id, calledBack(), "\"1\""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("changed-meanwhile");
        assertThat(parcels.state(id)).isEqualTo("sent 2");
        assertThat(workflows.move(id, calledBack(), "\"2\"").orRefuse()).isEqualTo(new Made(3));
    }

    @Test
    void whatIsNotThereIsUnknown() {
        var unknown = workflows.move("nobody", sent());

        assertThat(unknown).isEqualTo(new Unknown("order", "nobody"));
        assertThatThrownBy(unknown::orRefuse).hasMessage("order-unknown: There is no order nobody.");
        assertThat(workflows.history(Parcels.State.class, "nobody")).isEmpty();
    }

    @Test
    void ofManyAtOnceOneMakesEachTransition(TestInfo test) throws Exception {
        String id = packedFor(test);
        Callable<Move> call = () -> workflows.move(id, sent());
        Callable<Move> otherCall = () -> workflows.move(id, lost());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = threads.invokeAll(IntStream.range(0, 20)
                    .mapToObj(i -> i % 2 == 0 ? call : otherCall)
                    .toList());
            long made = results.stream()
                    .filter(result -> result.resultNow() instanceof Made)
                    .count();

            assertThat(parcels.events(id).split(" ")).hasSize(1 + (int) made).doesNotHaveDuplicates();
            assertThat(workflows.history(Parcels.State.class, id))
                    .extracting(Transition::version)
                    .isEqualTo(IntStream.rangeClosed(1, 1 + (int) made)
                            .mapToObj(Long::valueOf)
                            .toList());
            assertThat(made).isBetween(1L, 2L);
        }
    }

    @Test
    void aStateThatOnlyNewerCodeKnowsIsLeftToIt(TestInfo test) {
        String id = packedFor(test);
        parcels.execute("UPDATE parcel SET state = 'returned' WHERE id = '" + id + "'");

        assertThat(workflows.move(id, sent())).isEqualTo(new Refused("order", "returned", "sent", List.of(), 1));
        assertThat(parcels.state(id)).isEqualTo("returned 1");
    }

    @Test
    void itBeginsWithARowThatIsThereInItsFirstState(TestInfo test) {
        String id = name(test);
        assertThatThrownBy(() -> workflows.begin(id, packed()))
                .hasMessage("insert order " + id + " in state packed before it begins");

        parcels.execute("INSERT INTO parcel (id, state) VALUES ('" + id + "', 'sent')");
        assertThatThrownBy(() -> workflows.begin(id, packed())).isInstanceOf(IllegalStateException.class);
        assertThat(parcels.events(id)).isEqualTo("null");
    }

    @Test
    void anEventOfNoWorkflowIsAMistake() {
        var price = new PriceChangedV1(new PriceChangedV1.Money(1, "EUR"), 1L);

        assertThatThrownBy(() -> workflows.move("x", price))
                .hasMessage("no workflow has a transition by price.changed.v1");
        assertThatThrownBy(() -> workflows.move("x", packed()))
                .hasMessage("order.confirmed.v1 begins a resource, and moves none");
        assertThatThrownBy(() -> workflows.begin("x", sent()))
                .hasMessage("order.shipped.v1 moves a resource, and none begins with it");
    }

    private static String packedFor(TestInfo test) {
        String id = name(test);
        parcels.packed(id, "0 s");
        return id;
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }
}
