package dev.entrega.local.sns;

import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;

/** One page of a list: 100 items at most (API references), continued by a token, which is the last item's ARN. */
final class Page {
    private static final int SIZE = 100;

    private Page() {}

    /** @param all by ARN */
    static <T> String of(String list, NavigableMap<String, T> all, Form form, Function<T, String> item) {
        var rest =
                form.find("NextToken").map(token -> all.tailMap(token, false)).orElse(all);
        List<String> arns = rest.keySet().stream().limit(SIZE).toList();
        Collection<T> page =
                arns.isEmpty() ? List.of() : rest.headMap(arns.getLast(), true).values();
        String members = Xml.element(
                list,
                page.stream().map(item).map(xml -> Xml.element("member", xml)).toArray(String[]::new));
        return rest.size() > SIZE ? members + Xml.text("NextToken", arns.getLast()) : members;
    }
}
