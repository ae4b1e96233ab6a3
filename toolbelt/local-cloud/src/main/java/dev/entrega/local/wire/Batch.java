package dev.entrega.local.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What SNS and SQS ask of every batch: 1 to 10 entries, each with an id of its own (API references of both). */
public final class Batch {
    private static final int LIMIT = 10;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private Batch() {}

    /**
     * Checks the ids of all entries.
     *
     * @throws Refusal for the batch as a whole
     */
    public static void check(List<String> ids) {
        if (ids.isEmpty()) {
            throw new Refusal("EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (ids.size() > LIMIT) {
            throw new Refusal(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + ids.size() + ".");
        }
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (!ID.matcher(id).matches()) {
                throw new Refusal(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                                + "It can be at most 80 letters long.");
            }
            if (!seen.add(id)) {
                throw new Refusal("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
            }
        }
    }
}
