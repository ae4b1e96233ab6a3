package dev.entrega.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.contract.Contracts;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An order whose data takes 1 KB, on its way in and on its way out, beside the plain work of Jackson. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ContractBenchmark {

    private static final int LINES = 11;

    private final JsonMapper json = new JsonMapper();
    private final Contracts contracts = new Contracts();
    private OrderPlacedV2 order;
    private byte[] bytes;

    public ContractBenchmark() {
        var price = new OrderPlacedV2.Money(1_999, "EUR");
        this.order = new OrderPlacedV2(
                "partner-acme",
                new OrderPlacedV2.Buyer("Ada Augusta King, Countess of Lovelace", "ada.lovelace@example.org", null),
                List.copyOf(Collections.nCopies(LINES, new OrderPlacedV2.Line("SKU-001", 3, price))),
                price);
        this.bytes = new byte[0];
    }

    @Setup
    public void write() throws IOException {
        bytes = json.writeValueAsBytes(order);
        if (bytes.length < 1_000 || bytes.length > 1_100) {
            throw new IllegalStateException("the order takes " + bytes.length + " bytes, not 1 KB");
        }
    }

    @Benchmark
    public JsonNode parse() throws IOException {
        return json.readTree(bytes);
    }

    @Benchmark
    public OrderPlacedV2 parseAndBindWithoutContract() throws IOException {
        return json.treeToValue(json.readTree(bytes), OrderPlacedV2.class);
    }

    @Benchmark
    public OrderPlacedV2 consume() throws IOException {
        return contracts.bind(OrderPlacedV2.TYPE, json.readTree(bytes));
    }

    @Benchmark
    public byte[] writeWithoutContract() throws IOException {
        return json.writeValueAsBytes(order);
    }

    @Benchmark
    public byte[] publish() throws IOException {
        return json.writeValueAsBytes(contracts.check(OrderPlacedV2.TYPE, order));
    }
}
