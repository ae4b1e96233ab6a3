package dev.entrega.marketplace.broker;

import dev.entrega.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check();
    }
}
