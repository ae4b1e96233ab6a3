package dev.entrega.marketplace.backoffice;

import dev.entrega.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check();
    }
}
