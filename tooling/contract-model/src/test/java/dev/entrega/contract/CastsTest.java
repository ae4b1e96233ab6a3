package dev.entrega.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CastsTest {

    record MealOrderedV1(String dish) implements EventData {
        public static final EventType<MealOrderedV1> TYPE = new EventType<>("meal", "ordered", 1, MealOrderedV1.class);

        @Override
        public EventType<MealOrderedV1> eventType() {
            return TYPE;
        }
    }

    record MealOrderedV2(String dish, int persons) implements EventData {
        public static final EventType<MealOrderedV2> TYPE = new EventType<>("meal", "ordered", 2, MealOrderedV2.class);

        @Override
        public EventType<MealOrderedV2> eventType() {
            return TYPE;
        }
    }

    record MealOrderedV3(List<String> dishes) implements EventData {
        public static final EventType<MealOrderedV3> TYPE = new EventType<>("meal", "ordered", 3, MealOrderedV3.class);

        @Override
        public EventType<MealOrderedV3> eventType() {
            return TYPE;
        }
    }

    static final class ToV2 implements Upcaster<MealOrderedV1, MealOrderedV2> {
        @Override
        public MealOrderedV2 upcast(MealOrderedV1 older) {
            return new MealOrderedV2(older.dish(), 1);
        }
    }

    static final class ToV3 implements Upcaster<MealOrderedV2, MealOrderedV3> {
        @Override
        public MealOrderedV3 upcast(MealOrderedV2 older) {
            return new MealOrderedV3(List.of(older.dish()));
        }
    }

    static final class BackToV1 implements Downcaster<MealOrderedV2, MealOrderedV1> {
        @Override
        public MealOrderedV1 downcast(MealOrderedV2 newer) {
            return new MealOrderedV1(newer.dish());
        }
    }

    static final class TwoAtOnce implements Upcaster<MealOrderedV1, MealOrderedV3> {
        @Override
        public MealOrderedV3 upcast(MealOrderedV1 older) {
            return new MealOrderedV3(List.of(older.dish()));
        }
    }

    private final Casts casts = new Casts(List.of(new ToV2(), new ToV3()), List.of(new BackToV1()));

    @Test
    void anOldEventIsBroughtUpStepByStep() {
        assertThat(casts.up(new MealOrderedV1("soup"), MealOrderedV3.TYPE))
                .isEqualTo(new MealOrderedV3(List.of("soup")));
    }

    @Test
    void dataOfItsOwnVersionStaysAsItIs() {
        var soup = new MealOrderedV3(List.of("soup"));

        assertThat(casts.up(soup, MealOrderedV3.TYPE)).isSameAs(soup);
    }

    @Test
    void theVersionsBeforeOneAreThoseThatLeadToIt() {
        assertThat(casts.olderThan(MealOrderedV3.TYPE)).containsExactly(MealOrderedV2.TYPE, MealOrderedV1.TYPE);
        assertThat(casts.olderThan(MealOrderedV1.TYPE)).isEmpty();
    }

    @Test
    void downGoesOneStepAndNotFurtherThanThereIsAWay() {
        assertThat(casts.down(new MealOrderedV2("soup", 4))).contains(new MealOrderedV1("soup"));
        assertThat(casts.madeFrom(MealOrderedV2.TYPE)).contains(MealOrderedV1.TYPE);
        assertThat(casts.down(new MealOrderedV3(List.of("soup")))).isEmpty();
    }

    @Test
    void whereThereIsNoWayTheMissingStepIsNamed() {
        var only = new Casts(List.of(new ToV3()), List.of());

        assertThatThrownBy(() -> only.up(new MealOrderedV1("soup"), MealOrderedV3.TYPE))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("no upcaster takes meal.ordered.v1");
    }

    @Test
    void aStepThatLeavesAVersionOutIsRefused() {
        assertThatThrownBy(() -> new Casts(List.of(new TwoAtOnce()), List.of()))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("goes from meal.ordered.v1 to meal.ordered.v3");
    }

    @Test
    void twoClassesForOneStepAreRefused() {
        assertThatThrownBy(() -> new Casts(List.of(new ToV2(), new ToV2()), List.of()))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("Two classes go from meal.ordered.v1 to meal.ordered.v2");
    }

    @Test
    void aClassThatDoesNotSayItsVersionsIsRefused() {
        Upcaster<MealOrderedV1, MealOrderedV2> nameless = older -> new MealOrderedV2(older.dish(), 1);

        assertThatThrownBy(() -> new Casts(List.of(nameless), List.of()))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("does not say between which versions it goes");
    }
}
