package dev.entrega.api.workflow;

import static dev.entrega.api.workflow.Parcels.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The service leaves a parcel packed for two hours. */
class TimeoutsTest {

    @Test
    void whatIsInAStateForTooLongLeavesItAndNothingElseDoes() {
        try (var parcels = new Parcels()) {
            parcels.packed("young", "1 hour 59 minutes");
            parcels.packed("sent", "1 minute");
            parcels.workflows().move("sent", sent());
            parcels.execute("UPDATE parcel SET changed_at = now() - interval '3 hours' WHERE id = 'sent'");
            parcels.packed("z-old", "2 hours 1 minute");

            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> parcels.state("z-old").equals("called_back 2"));
            assertThat(parcels.events("z-old")).isEqualTo("order.confirmed.v1 order.cancelled.v1");
            assertThat(parcels.workflows()
                            .history(Parcels.State.class, "z-old")
                            .getLast()
                            .from())
                    .isEqualTo("packed");
            assertThat(parcels.state("young")).isEqualTo("packed 1");
            assertThat(parcels.state("sent")).isEqualTo("sent 2");
        }
    }

    @Test
    void oneThatCannotBeMovedKeepsNoOtherBack() {
        try (var parcels = new Parcels()) {
            IntStream.range(0, 120).forEach(i -> parcels.packed("broken-" + i, "4 hours"));
            parcels.packed("deep", "4 hours");
            parcels.packed("other-event", "4 hours");
            parcels.packed("whole", "3 hours");

            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> parcels.state("whole").equals("called_back 2"));
            assertThat(parcels.sql("SELECT count(*) FROM parcel WHERE state = 'packed'"))
                    .as("what can't be moved, and what would be moved by another event than declared")
                    .isEqualTo("122");
        }
    }

    @Test
    void whatHasMovedSinceItWasLookedAtStaysWhereItIs() {
        try (var parcels = new Parcels()) {
            parcels.packed("late", "3 hours");
            parcels.packed("before-late", "4 hours");
            parcels.packed("whole", "3 hours");

            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> parcels.state("whole").equals("called_back 2")
                            && parcels.state("before-late").equals("called_back 2"));
            assertThat(parcels.state("late")).isEqualTo("sent 2");
        }
    }

    @Test
    void ofTwoProcessesOneMovesEach() {
        try (var parcels = new Parcels();
                var others = new Parcels(parcels.database())) {
            IntStream.range(0, 250).forEach(i -> parcels.packed("p" + i, "3 hours"));

            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> parcels.sql("SELECT count(*) FROM parcel WHERE state = 'packed'")
                            .equals("0"));
            assertThat(others.sql("SELECT count(*) FROM entrega.outbox WHERE type = 'order.cancelled.v1'"))
                    .isEqualTo("250");
            assertThat(parcels.sql("SELECT count(*) FROM parcel WHERE version <> 2"))
                    .isEqualTo("0");
        }
    }
}
