package dev.entrega.soak;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was promised and what stands in the databases, beside each other in the ledger's own: every invariant is a query whose
 * answer must be empty.
 */
final class Verdict {

    private static final String TABLES = """
        DROP TABLE IF EXISTS placed, effect, dead, unpublished, priced, price, turnover, stock, run, handler, follower
            CASCADE;
        CREATE TABLE placed (operation text, subject text, amount bigint);
        CREATE TABLE effect (handler text, subject text);
        CREATE TABLE dead (handler text, subject text);
        CREATE TABLE unpublished (service text, type text, subject text);
        CREATE TABLE priced (sku text, revisions bigint);
        CREATE TABLE price (handler text, position bigint, sku text, revision bigint);
        CREATE TABLE turnover (orders bigint, amount bigint);
        CREATE TABLE stock (sku text, available bigint, reserved bigint);
        CREATE TABLE run (due_at timestamptz, started_at timestamptz, ended_at timestamptz);

        -- Whose dead letter stops it: what never came to a handler, as SQS moved it aside, is under the service's name alone.
        CREATE TABLE handler (handler text, stopped_by text[]);
        INSERT INTO handler VALUES
            ('stock-service/reserve-stock', '{stock-service/reserve-stock,stock-service/}'),
            ('orders-api/decide', '{orders-api/confirm-order,orders-api/reject-order,orders-api/,
                                    stock-service/reserve-stock,stock-service/}'),
            ('audit-service/note-order', '{audit-service/note-order,audit-service/}'),
            ('audit-service/weigh-order', '{audit-service/weigh-order,audit-service/}'),
            ('audit-service/note-decision', '{audit-service/note-reserved,audit-service/note-rejected,audit-service/,
                                              stock-service/reserve-stock,stock-service/}');

        CREATE TABLE follower (handler text);
        INSERT INTO follower VALUES ('stock-service/revalue-stock'), ('audit-service/follow-price');""";

    /** What a handler has refused for good, and what waits behind that: not lost, but for somebody to look after. */
    private static final String DEAD = """
        SELECT '%1$s/' || handler, subject FROM entrega.dead_letter
        UNION ALL
        SELECT '%1$s/' || h, subject FROM entrega.held, unnest(ARRAY['revalue-stock', 'follow-price']) AS h""";

    /** Of a kind, perhaps, whose effects nobody notes. Nothing moves any more, so nobody will publish it. */
    private static final String UNPUBLISHED =
            "SELECT '%s', type, subject FROM entrega.outbox WHERE published_at IS NULL";

    private static final String EFFECTS = """
        CREATE INDEX ON effect (subject, handler);
        CREATE INDEX ON placed (operation);
        CREATE VIEW missing AS
        SELECT o.outcome, h.handler, p.subject
          FROM placed AS p JOIN operation AS o USING (operation) CROSS JOIN handler AS h
         WHERE NOT EXISTS (SELECT FROM effect AS e WHERE e.handler = h.handler AND e.subject = p.subject)
           AND NOT EXISTS (SELECT FROM dead AS d WHERE d.subject = p.subject AND d.handler = ANY (h.stopped_by));
        ANALYZE;""";

    private static final String LOST = """
        SELECT operation || ' was accepted, and there is no order' FROM operation
         WHERE kind IN ('order', 'partner') AND outcome = 'ok' AND operation NOT IN (SELECT operation FROM placed)
        UNION ALL
        SELECT handler || ' has not had order ' || subject FROM missing WHERE outcome = 'ok'
        UNION ALL
        SELECT 'price ' || subject || ' was accepted, and is not there' FROM operation
         WHERE kind = 'price' AND outcome = 'ok' AND subject IS NOT NULL
           AND split_part(subject, '#', 2)::bigint
               > (SELECT revisions FROM priced WHERE sku = split_part(subject, '#', 1))
        UNION ALL
        SELECT f.handler || ' has not had price ' || sku || '#' || nr
          FROM follower AS f, priced, generate_series(1, revisions) AS nr
         WHERE NOT EXISTS (SELECT FROM price AS e
                            WHERE e.handler = f.handler AND e.sku = priced.sku AND e.revision = nr)
           AND NOT EXISTS (SELECT FROM dead AS d WHERE d.handler = f.handler AND d.subject = priced.sku)
        UNION ALL
        SELECT 'turnover-service has had ' || orders || ' of ' || (SELECT count(*) FROM placed) || ' orders'
          FROM turnover WHERE orders < (SELECT count(*) FROM placed)
        UNION ALL
        SELECT 'the shipment of order ' || subject || ' was accepted, and is not there' FROM operation
         WHERE kind = 'shipment' AND outcome = 'ok'
           AND NOT EXISTS (SELECT FROM effect AS e WHERE e.handler = 'orders-api/ship' AND e.subject = operation.subject)
        UNION ALL
        SELECT 'order ' || subject || ' is shipped, and was never settled' FROM effect AS shipped
         WHERE handler = 'orders-api/ship'
           AND NOT EXISTS (SELECT FROM effect AS e WHERE e.handler = 'orders-api/settle' AND e.subject = shipped.subject)
           AND NOT EXISTS (SELECT FROM dead AS d WHERE d.subject = shipped.subject
                              AND d.handler IN ('orders-api/settle-order', 'orders-api/'))
        UNION ALL
        SELECT type || ' of ' || subject || ' stands in the outbox of ' || service || ', and was never published'
          FROM unpublished""";

    private static final String DUPLICATED = """
        SELECT handler || ' has had order ' || subject || ' ' || count(*) || ' times' FROM effect
         GROUP BY handler, subject HAVING count(*) > 1
        UNION ALL
        SELECT handler || ' has had price ' || sku || '#' || revision || ' ' || count(*) || ' times' FROM price
         GROUP BY handler, sku, revision HAVING count(*) > 1
        UNION ALL
        SELECT 'turnover-service has had ' || orders || ' of ' || (SELECT count(*) FROM placed) || ' orders'
          FROM turnover WHERE orders > (SELECT count(*) FROM placed)
        UNION ALL
        SELECT 'the job''s run of ' || a.due_at || ' was under way beside that of ' || b.due_at FROM run AS a JOIN run AS b
            ON a.due_at < b.due_at AND a.started_at < b.ended_at AND b.started_at < a.ended_at""";

    private static final String PHANTOM = """
        SELECT DISTINCT handler || ' has had order ' || subject || ', which was never placed' FROM effect
         WHERE subject NOT IN (SELECT subject FROM placed)
        UNION ALL
        SELECT 'an order of ' || operation || ' is there, which was refused' FROM placed JOIN operation USING (operation)
         WHERE outcome = 'fail' OR kind IN ('refused', 'forged')
        UNION ALL
        SELECT 'order ' || subject || ' is settled, and was never shipped' FROM effect AS settled
         WHERE handler = 'orders-api/settle'
           AND NOT EXISTS (SELECT FROM effect AS e WHERE e.handler = 'orders-api/ship' AND e.subject = settled.subject)
        UNION ALL
        SELECT 'an order of ' || operation || ' is there, which nobody asked for' FROM placed
         WHERE operation NOT IN (SELECT operation FROM operation)
        UNION ALL
        SELECT handler || ' has had price ' || sku || '#' || revision || ', which was never set'
          FROM price JOIN priced USING (sku) WHERE revision > revisions""";

    private static final String TORN = """
        SELECT handler || ' has not had order ' || subject || ', and others have' FROM missing WHERE outcome <> 'ok'""";

    private static final String REORDERED = """
        SELECT handler || ' has had price ' || sku || '#' || revision || ' after #' || newest
          FROM (SELECT *, max(revision) OVER (PARTITION BY handler, sku ORDER BY position) AS newest FROM price) AS history
         WHERE revision < newest""";

    private static final String BANK = """
        SELECT 'of ' || sku || ' there are ' || available || ' and ' || reserved || ' reserved' FROM stock
         WHERE available + reserved
               <> CASE WHEN sku LIKE 'SKU-%' THEN 1000000000 WHEN sku = 'SCARCE-1' THEN 5 ELSE 0 END
        UNION ALL
        SELECT 'the turnover is ' || t.amount || ', the orders come to ' || p.amount
          FROM turnover AS t, (SELECT coalesce(sum(amount), 0) AS amount FROM placed) AS p
         WHERE t.orders = (SELECT count(*) FROM placed) AND t.amount <> p.amount""";

    private static final String HTTP = """
        SELECT operation || ' was accepted ' || count(*) || ' times' FROM answer JOIN operation USING (operation)
         WHERE kind IN ('order', 'shipment') AND status BETWEEN 200 AND 299 GROUP BY operation HAVING count(*) > 1
        UNION ALL
        SELECT operation || ' has made ' || count(*) || ' orders' FROM placed GROUP BY operation HAVING count(*) > 1""";

    private final Database ledger;

    /** @param ledger of this run, in which the client has written what it was told */
    Verdict(Database ledger) throws SQLException {
        this.ledger = ledger;
        ledger.run(TABLES);
    }

    /** Of what was collected. */
    List<Violation> judge() throws SQLException {
        ledger.run(EFFECTS);
        var all = new ArrayList<Violation>();
        ask("LOST", LOST, all);
        ask("DUPLICATED", DUPLICATED, all);
        ask("PHANTOM", PHANTOM, all);
        ask("TORN", TORN, all);
        ask("REORDERED", REORDERED, all);
        ask("BANK", BANK, all);
        ask("HTTP", HTTP, all);
        return all;
    }

    /** What stands in the services' databases. */
    Verdict collect(Site site) throws SQLException {
        var orders = site.service(Site.ORDERS).database();
        var stock = site.service(Site.STOCK).database();
        var audit = site.service(Site.AUDIT).database();
        ledger.copyFrom(orders, "SELECT buyer_name, id, total_amount FROM orders", "placed");
        ledger.copyFrom(orders, """
            SELECT 'orders-api/decide', id FROM entrega.transition
             WHERE resource = 'orders' AND to_state IN ('confirmed', 'rejected')""", "effect");
        ledger.copyFrom(orders, """
            SELECT CASE to_state WHEN 'shipped' THEN 'orders-api/ship' ELSE 'orders-api/settle' END, id
              FROM entrega.transition WHERE resource = 'orders' AND to_state IN ('shipped', 'settled')""", "effect");
        ledger.copyFrom(
                site.service(Site.SETTLEMENT).database(),
                "SELECT due_at, started_at, ended_at FROM entrega.job_run",
                "run");
        ledger.copyFrom(stock, "SELECT 'stock-service/reserve-stock', order_id FROM stock_decision", "effect");
        ledger.copyFrom(audit, "SELECT 'audit-service/' || handler, subject FROM note", "effect");
        ledger.copyFrom(orders, "SELECT sku, price_revision FROM product", "priced");
        ledger.copyFrom(
                stock, "SELECT 'stock-service/revalue-stock', position, sku, revision FROM price_history", "price");
        ledger.copyFrom(
                audit, "SELECT 'audit-service/follow-price', position, sku, revision FROM followed_price", "price");
        ledger.copyFrom(
                site.service(Site.TURNOVER).database(),
                "SELECT coalesce(sum(orders), 0), coalesce(sum(amount), 0) FROM turnover",
                "turnover");
        ledger.copyFrom(stock, """
            SELECT sku, available, coalesce((SELECT sum(quantity) FROM stock_reservation AS r WHERE r.sku = s.sku), 0)
              FROM stock AS s""", "stock");
        for (var service : site.stores()) {
            ledger.copyFrom(service.database(), UNPUBLISHED.formatted(service.name()), "unpublished");
        }
        for (var service : site.consumers()) {
            ledger.copyFrom(service.database(), DEAD.formatted(service.name()), "dead");
        }
        return this;
    }

    private void ask(String name, String query, List<Violation> all) throws SQLException {
        ledger.rows(query, row -> new Violation(name, row.getString(1))).forEach(all::add);
    }
}
