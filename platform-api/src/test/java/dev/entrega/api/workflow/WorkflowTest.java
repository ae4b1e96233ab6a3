package dev.entrega.api.workflow;

import static dev.entrega.api.workflow.Parcels.State.CALLED_BACK;
import static dev.entrega.api.workflow.Parcels.State.LOST;
import static dev.entrega.api.workflow.Parcels.State.PACKED;
import static dev.entrega.api.workflow.Parcels.State.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.api.workflow.Parcels.State;
import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.marketplace.contract.OrderConfirmedV1;
import dev.entrega.marketplace.contract.OrderRejectedV1;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.ConfigurationException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowTest {

    @Test
    void itIsDrawn() {
        var workflow = Parcels.declared()
                .timeout(PACKED, Duration.ofMinutes(90), OrderCancelledV1.class, id -> Parcels.calledBack())
                .build();

        assertThat(workflow.mermaid()).isEqualTo("""
                stateDiagram-v2
                    [*] --> packed: order.confirmed.v1
                    packed --> sent: order.shipped.v1
                    sent --> lost: order.rejected.v1
                    packed --> called_back: order.cancelled.v1, at the latest after 90 min
                    sent --> called_back: order.cancelled.v1
                    lost --> [*]
                    called_back --> [*]
                """);
    }

    @Test
    void timesAreWrittenInTheLargestUnitThatFits() {
        assertThat(StateDiagram.words(Duration.ofDays(2))).isEqualTo("48 h");
        assertThat(StateDiagram.words(Duration.ofSeconds(61))).isEqualTo("61 s");
        assertThat(StateDiagram.words(Duration.ofMillis(1500))).isEqualTo("1500 ms");
    }

    @Test
    void aStateThatIsNeverEnteredIsRefused() {
        refused(
                all -> Workflow.over("parcel", State.class)
                        .begin(PACKED, OrderConfirmedV1.class)
                        .move(PACKED, SENT, OrderShippedV1.class)
                        .move(LOST, CALLED_BACK, OrderCancelledV1.class),
                "workflow over parcel: it never gets to lost, called_back;"
                        + " declare a move to there, or remove the state");
    }

    @Test
    void anEventThatLeadsToTwoStatesIsRefused() {
        refused(
                all -> all.move(SENT, LOST, OrderShippedV1.class),
                "workflow over parcel: order.shipped.v1 leads to sent and to lost, and who reads it can't tell which;"
                        + " give each its own event");
    }

    @Test
    void anEventThatBeginsAndMovesIsRefused() {
        refused(
                all -> all.move(LOST, PACKED, OrderConfirmedV1.class),
                "workflow over parcel: order.confirmed.v1 begins it and moves it as well; give each its own event");
    }

    @Test
    void aSecondBeginningIsRefused() {
        refused(
                all -> all.begin(SENT, OrderShippedV1.class),
                "workflow over parcel: it begins twice, in packed and in sent;"
                        + " declare the second as a move, or leave it out");
    }

    @Test
    void whatDoesNotBeginIsRefused() {
        refused(
                all -> Workflow.over("parcel", State.class).move(PACKED, SENT, OrderShippedV1.class),
                "workflow over parcel: it does not begin;"
                        + " declare begin(state, event) with the event of a new resource");
    }

    @Test
    void aTimeoutByAnEventThatDoesNotLeadAwayIsRefused() {
        refused(
                all -> all.timeout(LOST, Duration.ofHours(3), OrderCancelledV1.class, id -> Parcels.calledBack()),
                "workflow over parcel: it times out in lost by order.cancelled.v1, which doesn't lead away from there;"
                        + " declare that move");
    }

    @Test
    void aTimeoutAfterNoTimeIsRefused() {
        refused(
                all -> all.timeout(SENT, Duration.ZERO, OrderRejectedV1.class, id -> Parcels.lost()),
                "workflow over parcel: it leaves sent after PT0S; give it more time than none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "parcel; DROP TABLE parcel", "Parcel", "a.b.c", "1st", "\"parcel\""})
    void whatIsNoNameOfATableIsRefused(String table) {
        assertThatThrownBy(() -> Workflow.over(table, State.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is no name of a table; use lower-case letters");
    }

    private static void refused(UnaryOperator<Workflow.Declaration<State>> declared, String why) {
        assertThatThrownBy(() -> declared.apply(Parcels.declared()).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(why);
    }
}
