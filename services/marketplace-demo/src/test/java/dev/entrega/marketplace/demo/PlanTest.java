package dev.entrega.marketplace.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void theSameNumberGivesTheSameOrders() {
        assertThat(Plan.of(200)).isEqualTo(Plan.of(200));
    }

    @Test
    void everyOrderHasAKeyOfItsOwn() {
        assertThat(Plan.of(500)).extracting(Plan.Order::key).doesNotHaveDuplicates();
    }

    @Test
    void someWantWhatIsGoneAndMoreWantTheScarceThanThereIs() {
        var lines =
                Plan.of(1000).stream().flatMap(order -> order.lines().stream()).toList();

        assertThat(lines).filteredOn(line -> line.sku().equals("GONE-1")).hasSize(20);
        assertThat(lines).filteredOn(line -> line.sku().equals("SCARCE-1")).hasSize(10);
    }

    @Test
    void evenASingleOrderIsSentAgain() {
        assertThat(Plan.of(1)).singleElement().extracting(Plan.Order::sentAgain).isEqualTo(true);
    }

    @Test
    void aPriceIsChangedByOneInTenOrdersFromSeveralClientsAndNeverToWhatItWas() {
        var repricings = IntStream.range(0, 1000)
                .mapToObj(Plan::repricings)
                .filter(several -> !several.isEmpty())
                .toList();

        assertThat(repricings).hasSize(100).allSatisfy(several -> {
            assertThat(several).hasSize(3);
            assertThat(several)
                    .extracting(Plan.Repricing::sku)
                    .containsOnly(several.getFirst().sku());
        });
        assertThat(repricings.stream().flatMap(List::stream).flatMap(each -> each.amounts().stream()))
                .hasSize(900)
                .doesNotHaveDuplicates();
        assertThat(Plan.repricings(0)).as("even with a single order").isNotEmpty();
    }

    @Test
    void theBodyIsJsonAndTheOtherBodyIsAnother() throws Exception {
        var order = Plan.of(1).getFirst();
        var json = new ObjectMapper().readTree(order.body());

        assertThat(json.at("/buyer/name").asText()).isEqualTo("Buyer 1");
        assertThat(json.at("/lines/0/sku").asText()).isEqualTo("SKU-001");
        assertThat(json.at("/lines/0/quantity").asInt()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(order.otherBody())).isNotEqualTo(json);
    }
}
