package dev.entrega.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.SharedCloud;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three orders and three prices that went well everywhere, and then in each test one thing that did not. */
class VerdictTest {

    private static final String WELL = """
        INSERT INTO operation VALUES ('op-1', 'order', 'ok', 'a'), ('op-2', 'order', 'unknown', NULL),
                                     ('op-3', 'refused', 'fail', NULL), ('op-4', 'price', 'ok', 'SKU-001#2'),
                                     ('op-5', 'order', 'unknown', NULL), ('op-6', 'partner', 'ok', NULL),
                                     ('op-7', 'forged', 'fail', NULL), ('op-8', 'shipment', 'ok', 'a');
        INSERT INTO answer VALUES ('op-1', 201), ('op-1', 304), ('op-1', 304), ('op-3', 422), ('op-4', 200),
                                  ('op-6', 503), ('op-6', 202), ('op-6', 202), ('op-7', 401), ('op-8', 409), ('op-8', 200);
        INSERT INTO placed VALUES ('op-1', 'a', 700), ('op-2', 'b', 300), ('op-6', 'p', 500);
        INSERT INTO effect SELECT handler, subject FROM handler, placed;
        INSERT INTO effect VALUES ('orders-api/ship', 'a'), ('orders-api/settle', 'a');
        INSERT INTO run VALUES ('2026-03-01 10:00Z', '2026-03-01 10:00Z', '2026-03-01 10:01Z'),
                               ('2026-03-01 10:00:30Z', '2026-03-01 10:01Z', '2026-03-01 10:02Z'),
                               ('2026-03-01 10:02Z', NULL, NULL);
        INSERT INTO priced VALUES ('SKU-001', 3), ('SKU-002', 0);
        INSERT INTO price SELECT handler, nr, 'SKU-001', nr FROM follower, generate_series(1, 3) AS nr;
        INSERT INTO turnover VALUES (3, 1500);
        INSERT INTO stock VALUES ('SKU-001', 999999997, 3), ('SCARCE-1', 5, 0), ('GONE-1', 0, 0);""";

    private Database database;
    private Verdict verdict;

    @BeforeEach
    void everythingWentWell() throws SQLException {
        database = new Database(SharedCloud.freshDatabase("verdict"));
        verdict = new Verdict(new Ledger(database).database());
        database.run(WELL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Violation> after(String what) throws SQLException {
        database.run(what);
        return verdict.judge();
    }

    private static Violation violation(String name, String what) {
        return new Violation(name, what);
    }

    @Test
    void nothingIsWrongWithWhatWentWell() throws SQLException {
        assertThat(verdict.judge()).isEmpty();
    }

    @Test
    void eachRoundIsJudgedByWhatStandsThereThen() throws SQLException {
        assertThat(after("DELETE FROM effect")).isNotEmpty();

        verdict = new Verdict(database);
        database.run("DELETE FROM operation; DELETE FROM answer");

        assertThat(after(WELL)).isEmpty();
    }

    @Test
    void anAcceptedOrderThatIsNotThereIsLost() throws SQLException {
        assertThat(after("UPDATE operation SET outcome = 'ok' WHERE operation = 'op-5'"))
                .containsExactly(violation("LOST", "op-5 was accepted, and there is no order"));
    }

    @Test
    void anAcceptedOrderThatAHandlerHasNotHadIsLost() throws SQLException {
        assertThat(after("DELETE FROM effect WHERE handler = 'audit-service/weigh-order' AND subject = 'a'"))
                .containsExactly(violation("LOST", "audit-service/weigh-order has not had order a"));
    }

    @Test
    void anEventThatNobodyPublishesIsLostThoughItsEffectIsNotedNowhere() throws SQLException {
        assertThat(after("INSERT INTO unpublished VALUES ('orders-api', 'order-shipped', 'a')"))
                .containsExactly(violation(
                        "LOST", "order-shipped of a stands in the outbox of orders-api, and was never published"));
    }

    @Test
    void whatIsADeadLetterIsNotLost() throws SQLException {
        assertThat(after("""
                DELETE FROM effect WHERE handler = 'audit-service/note-order' AND subject = 'a';
                INSERT INTO dead VALUES ('audit-service/note-order', 'a')""")).isEmpty();
    }

    @Test
    void whatNeverCameToAHandlerIsNotLostBehindAnotherOnesDeadLetter() throws SQLException {
        assertThat(after("""
                DELETE FROM effect WHERE handler = 'orders-api/decide' AND subject = 'a';
                INSERT INTO dead VALUES ('stock-service/reserve-stock', 'a')""")).isEmpty();
    }

    @Test
    void aDeadLetterExcusesNoOtherHandler() throws SQLException {
        assertThat(after("""
                DELETE FROM effect WHERE handler = 'audit-service/weigh-order' AND subject = 'a';
                INSERT INTO dead VALUES ('audit-service/note-order', 'a'), ('stock-service/reserve-stock', 'a')""")).containsExactly(violation("LOST", "audit-service/weigh-order has not had order a"));
    }

    @Test
    void ofAnOrderWhoseOutcomeIsUnknownEitherAllOrNoneHaveTheirEffect() throws SQLException {
        assertThat(after("DELETE FROM effect WHERE handler = 'orders-api/decide' AND subject = 'b'"))
                .containsExactly(violation("TORN", "orders-api/decide has not had order b, and others have"));
    }

    @Test
    void anEffectThatHappenedTwiceIsDuplicated() throws SQLException {
        assertThat(after("INSERT INTO effect VALUES ('stock-service/reserve-stock', 'b')"))
                .containsExactly(violation("DUPLICATED", "stock-service/reserve-stock has had order b 2 times"));
    }

    @Test
    void whatWasNeverPlacedIsAPhantom() throws SQLException {
        assertThat(after("INSERT INTO effect VALUES ('stock-service/reserve-stock', 'c')"))
                .containsExactly(
                        violation("PHANTOM", "stock-service/reserve-stock has had order c, which was never placed"));
    }

    @Test
    void whatWasRefusedIsAPhantom() throws SQLException {
        assertThat(after("UPDATE operation SET outcome = 'fail' WHERE operation = 'op-2'"))
                .contains(violation("PHANTOM", "an order of op-2 is there, which was refused"));
    }

    @Test
    void whatNobodyAskedForIsAPhantom() throws SQLException {
        assertThat(after("DELETE FROM operation WHERE operation = 'op-2'"))
                .contains(violation("PHANTOM", "an order of op-2 is there, which nobody asked for"));
    }

    @Test
    void aPriceThatWasAcceptedAndIsNotThereIsLost() throws SQLException {
        assertThat(after("UPDATE operation SET subject = 'SKU-002#1' WHERE operation = 'op-4'"))
                .containsExactly(violation("LOST", "price SKU-002#1 was accepted, and is not there"));
    }

    @Test
    void aPriceThatAFollowerHasNotHadIsLost() throws SQLException {
        assertThat(after("DELETE FROM price WHERE handler = 'audit-service/follow-price' AND revision = 2"))
                .containsExactly(violation("LOST", "audit-service/follow-price has not had price SKU-001#2"));
    }

    @Test
    void aPriceBehindALaterOneIsReordered() throws SQLException {
        assertThat(after(
                        "UPDATE price SET position = 9 WHERE handler = 'stock-service/revalue-stock' AND revision = 1"))
                .containsExactly(
                        violation("REORDERED", "stock-service/revalue-stock has had price SKU-001#1 after #3"));
    }

    @Test
    void aPriceThatWasNeverSetIsAPhantom() throws SQLException {
        assertThat(after("INSERT INTO price VALUES ('stock-service/revalue-stock', 9, 'SKU-002', 1)"))
                .containsExactly(violation(
                        "PHANTOM", "stock-service/revalue-stock has had price SKU-002#1, which was never set"));
    }

    @Test
    void aTurnoverOfFewerOrdersHasLostOneAndOfMoreHasHadOneTwice() throws SQLException {
        assertThat(after("UPDATE turnover SET orders = 1"))
                .containsExactly(violation("LOST", "turnover-service has had 1 of 3 orders"));
        database.run("DROP VIEW missing");
        assertThat(after("UPDATE turnover SET orders = 4"))
                .containsExactly(violation("DUPLICATED", "turnover-service has had 4 of 3 orders"));
    }

    @Test
    void whatIsTakenFromTheStockIsReserved() throws SQLException {
        assertThat(after("UPDATE stock SET available = available - 1 WHERE sku = 'SKU-001'"))
                .containsExactly(violation("BANK", "of SKU-001 there are 999999996 and 3 reserved"));
    }

    @Test
    void theTurnoverIsWhatTheOrdersComeTo() throws SQLException {
        assertThat(after("UPDATE turnover SET amount = 999"))
                .containsExactly(violation("BANK", "the turnover is 999, the orders come to 1500"));
    }

    @Test
    void aKeyIsAcceptedOnce() throws SQLException {
        assertThat(after("INSERT INTO answer VALUES ('op-1', 201)"))
                .containsExactly(violation("HTTP", "op-1 was accepted 2 times"));
    }

    @Test
    void aPartnersOrderThatWasAcceptedAndIsNotThereIsLost() throws SQLException {
        assertThat(after("UPDATE operation SET kind = 'partner', outcome = 'ok' WHERE operation = 'op-5'"))
                .containsExactly(violation("LOST", "op-5 was accepted, and there is no order"));
    }

    @Test
    void aForgedOrderIsAPhantomWhateverWasAnswered() throws SQLException {
        assertThat(after("UPDATE operation SET kind = 'forged', outcome = 'unknown' WHERE operation = 'op-6'"))
                .containsExactly(violation("PHANTOM", "an order of op-6 is there, which was refused"));
    }

    @Test
    void aPartnersNumberIsOneOrder() throws SQLException {
        assertThat(after("INSERT INTO placed VALUES ('op-6', 'a', 0)"))
                .contains(violation("HTTP", "op-6 has made 2 orders"));
    }

    @Test
    void aShipmentThatWasAcceptedAndIsNotThereIsLost() throws SQLException {
        assertThat(after("UPDATE operation SET subject = 'b' WHERE operation = 'op-8'"))
                .containsExactly(violation("LOST", "the shipment of order b was accepted, and is not there"));
    }

    @Test
    void aShippedOrderThatIsNeverSettledIsLostUnlessThatIsADeadLetter() throws SQLException {
        String unsettled = "DELETE FROM effect WHERE handler = 'orders-api/settle'";
        assertThat(after(unsettled)).containsExactly(violation("LOST", "order a is shipped, and was never settled"));
        database.run("DROP VIEW missing");
        assertThat(after("INSERT INTO dead VALUES ('orders-api/settle-order', 'a')"))
                .isEmpty();
    }

    @Test
    void anOrderThatIsSettledTwiceIsDuplicatedAndWithoutAShipmentAPhantom() throws SQLException {
        assertThat(after("INSERT INTO effect VALUES ('orders-api/settle', 'a'), ('orders-api/settle', 'b')"))
                .containsExactly(
                        violation("DUPLICATED", "orders-api/settle has had order a 2 times"),
                        violation("PHANTOM", "order b is settled, and was never shipped"));
    }

    @Test
    void runsOfAJobAreOneAfterTheOther() throws SQLException {
        assertThat(after("UPDATE run SET ended_at = '2026-03-01 10:01:01Z' WHERE due_at = '2026-03-01 10:00Z'"))
                .singleElement()
                .matches(run -> run.name().equals("DUPLICATED") && run.what().contains("was under way beside that of"));
    }
}
