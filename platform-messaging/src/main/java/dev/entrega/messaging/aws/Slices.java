package dev.entrega.messaging.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts what is to be published into what one call takes: at most 10 entries, at most 256 KiB (SNS quotas). */
public final class Slices {

    private static final int MAX_ENTRIES = 10;
    private static final int MAX_BYTES = 256 * 1024;

    private Slices() {}

    /** The entries in their order, cut; an entry that is too large by itself stands alone, for the broker to refuse. */
    public static <E> List<List<E>> of(List<E> entries, ToIntFunction<E> bytes) {
        var slices = new ArrayList<List<E>>();
        var slice = new ArrayList<E>();
        int size = 0;
        for (E entry : entries) {
            int more = bytes.applyAsInt(entry);
            if (!slice.isEmpty() && (slice.size() == MAX_ENTRIES || size + more > MAX_BYTES)) {
                slices.add(slice);
                slice = new ArrayList<>();
                size = 0;
            }
            slice.add(entry);
            size += more;
        }
        if (!slice.isEmpty()) {
            slices.add(slice);
        }
        return slices;
    }
}
