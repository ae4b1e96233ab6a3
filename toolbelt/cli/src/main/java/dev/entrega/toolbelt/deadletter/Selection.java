package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.StoredDeadLetter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The dead letters that a command is about: those with some numbers, or all that match a filter. */
record Selection(Letters letters, DeadLetterFilter filter, List<Long> ids) {

    private static final int PAGE = 100;

    long count() throws SQLException {
        return ids.isEmpty() ? letters.count(filter) : named(0).size();
    }

    /** The next ones after that number, the oldest first; empty at the end. */
    List<StoredDeadLetter> after(long id) throws SQLException {
        return ids.isEmpty() ? letters.find(filter, id, PAGE) : named(id);
    }

    private List<StoredDeadLetter> named(long after) throws SQLException {
        var found = new ArrayList<StoredDeadLetter>();
        for (long id : new TreeSet<>(ids).tailSet(after, false)) {
            letters.find(filter, id - 1, 1).stream()
                    .filter(stored -> stored.id() == id)
                    .forEach(found::add);
        }
        return found;
    }
}
