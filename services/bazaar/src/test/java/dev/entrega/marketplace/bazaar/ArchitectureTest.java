package dev.entrega.marketplace.bazaar;

import dev.entrega.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check();
    }
}
