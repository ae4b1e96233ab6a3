package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractDocsCommandTest {

    @TempDir
    Path folder;

    private Shop shop;
    private Terminal terminal;

    @BeforeEach
    void openShop() throws IOException {
        shop = new Shop(folder);
        terminal = shop.terminal;
    }

    @Test
    void listsTheEventsWithWhoOwnsPublishesAndHandlesThem() throws Exception {
        String index = page("index.html");

        assertThat(index)
                .contains("2 events of 2 nouns, 3 versions, 2 services", "owned by orders", "What a buyer wants.")
                .contains("<a href=\"events/order.placed.html\">order.placed</a>")
                .contains("<li>orders-api</li>", "<li>stock-service</li>", "nobody here")
                .containsPattern("data-words=\"[^\"]*buyer\\.email[^\"]*reserve-stock");
    }

    @Test
    void aPageTellsOfEachVersionWithItsPropertiesAndExamples() throws Exception {
        String page = page("events/order.placed.html");

        assertThat(page)
                .contains("{env}_order_placed_v1", "{env}_order_placed_v2", "id=\"v1\"", "id=\"v2\"")
                .contains("An order was placed, somewhere.", "An order was placed.")
                .contains("1 to 9 characters", "<code>^[A-Z]+$</code>", "more values may come", "list of object (line)")
                .contains("title=\"lines[].sku\"", "title=\"buyer.email\"", "personal data", ">required<")
                .contains("<span class=\"key\">\"code\"</span>", "invalid-lower-case", ">refused<")
                .contains("<span class=\"string\">\"A\"</span>")
                .containsSubsequence("<figcaption>valid</figcaption>", "<summary>invalid-lower-case")
                .contains("Since v1", "New, optional: <code>channel</code>", "Gone, was optional: <code>buyer</code>");
        assertThat(page("events/stock.reserved.html")).contains("deprecated");
    }

    @Test
    void aPageSaysWhoMayPublish() throws Exception {
        assertThat(page("events/order.placed.html")).contains("<dt>May publish</dt><dd>any service</dd>");

        shop.repository.write(
                Shop.CONTRACTS + "order/noun.yaml", "{owner: orders, description: x, publishers: [till, kiosk]}");

        assertThat(page("events/order.placed.html"))
                .containsSubsequence("<dt>May publish</dt>", "<li>till</li>", "<li>kiosk</li>", "<dt>Handled by</dt>");
    }

    @Test
    void eachPropertyNamesTheHandlersThatReadIt() throws Exception {
        String page = page("events/order.placed.html");
        String newest = page.substring(page.indexOf("id=\"v2\""), page.indexOf("id=\"v1\""));

        assertThat(newest)
                .contains("Read by")
                .containsPattern("(?s)title=\"lines\\[\\]\\.sku\".*?<li title=\"stock-service\">reserve-stock</li>")
                .containsPattern("(?s)title=\"channel\".{0,600}nobody");
        assertThat(newest.split("reserve-stock", -1)).as("code, lines and sku").hasSize(4);
        assertThat(page.substring(page.indexOf("id=\"v1\""))).doesNotContain("Read by");
    }

    @Test
    void versionsStandSideBySideAndWhatDiffersIsMarked() throws Exception {
        String page = page("events/order.placed.html");

        assertThat(page)
                .contains("Versions side by side", "5 of 6 properties differ", "not there")
                .containsPattern("(?s)class=\"different\">\\s*<th scope=\"row\"><code>channel</code>");
        assertThat(page("events/stock.reserved.html")).doesNotContain("side by side");
    }

    @Test
    void theGraphHasALineForEachPublisherAndHandler() throws Exception {
        String graph = page("graph.html");

        assertThat(Pattern.compile("<path ").matcher(graph).results()).hasSize(3);
        assertThat(graph)
                .contains(
                        "<a href=\"events/order.placed.html\">",
                        ">order.placed v1 v2</text>",
                        "<title>stock-service</title>")
                .contains("<li>stock-service <small>reserve-stock</small></li>");
    }

    @Test
    void whatOthersWroteCantBecomeMarkup() throws Exception {
        String evil = "<script>alert(1)</script>\\\"'&<b>";
        shop.contract(
                "order/placed",
                1,
                evil,
                "\"" + evil + "\": {\"description\": \"" + evil + "\", \"type\": \"string\"," + " \"pattern\": \""
                        + evil + "\", \"enum\": [\"" + evil + "\"], \"title\": \"" + evil + "\"}");
        shop.repository.write(
                Shop.CONTRACTS + "order/noun.yaml", "{owner: \"<script>\", description: \"</dd><script>\"}");
        shop.repository.write(
                Shop.CONTRACTS + "order/placed/v1.examples/valid.json", "{\"" + evil + "\": \"" + evil + "\"}");

        docs("--title", "<script>alert(2)</script>");

        for (var file : files().entrySet()) {
            if (file.getKey().endsWith(".html")) {
                String rest = file.getValue().replace("<script src=\"assets/search.js\" defer></script>", "");
                assertThat(rest)
                        .as(file.getKey())
                        .doesNotContain("<script", "<b>")
                        .contains("&lt;script");
            }
        }
    }

    @Test
    void nothingIsFetchedAndEveryLinkLeadsSomewhere() throws Exception {
        docs();

        var files = files();
        for (var file : files.entrySet()) {
            if (!file.getKey().endsWith(".html")) {
                continue;
            }
            assertThat(file.getValue()).doesNotContain("http:", "https:", " style=", " onclick=");
            var links = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(file.getValue());
            while (links.find()) {
                String[] link = links.group(1).split("#", 2);
                Path from = Path.of(file.getKey());
                String target = link[0].isEmpty()
                        ? file.getKey()
                        : (from.getParent() == null
                                        ? Path.of(link[0])
                                        : from.getParent().resolve(link[0]))
                                .normalize()
                                .toString();
                assertThat(files).as(links.group() + " of " + file.getKey()).containsKey(target);
                if (link.length > 1) {
                    assertThat(files.get(target)).contains("id=\"" + link[1] + "\"");
                }
            }
        }
    }

    @Test
    void theHistoryOfAFileIsItsChangelog() throws Exception {
        GitRepository.in(folder).commit();
        shop.contract("stock/reserved", 1, "Stock was reserved.", """
                "old": {"description": "Not needed any more.", "type": "integer", "maximum": 5, "deprecated": true},
                "at": {"description": "When.", "type": "string", "format": "date-time", "maxLength": 30}""");
        shop.repository.commit();
        shop.contract("stock/reserved", 1, "Stock was reserved.", """
                "old": {"description": "Not needed any more.", "type": "string", "maxLength": 5}""");

        String page = page("events/stock.reserved.html");

        assertThat(page)
                .containsSubsequence("Not committed yet", "New, optional: <code>at</code>", "The first.")
                .contains("Gone, was optional: <code>at</code>", ">breaking</span>")
                .containsPattern("[0-9a-f]{10} of 20[0-9-]{8}");
        assertThat(page("events/order.placed.html")).contains("Since v1");
    }

    @Test
    void outsideOfARepositoryPagesAreMadeWithoutTheHistory() {
        var result = docs();

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("without the changes of each file", "3 contracts");
        assertThat(result.out().strip()).endsWith("site/index.html");
    }

    @Test
    void servicesThatWereNotAskedAreNotSaidToDoNothing() throws Exception {
        docs("--contracts-only");

        assertThat(files().get("index.html")).contains("was not asked").doesNotContain("nobody here");
        assertThat(files().get("events/order.placed.html"))
                .contains("not asked")
                .doesNotContain("nobody here", "<svg");
    }

    @Test
    void aServiceThatCantBeAskedIsAGapThatEveryPageTells() throws Exception {
        Files.delete(folder.resolve("services/stock-service/describe.json"));

        var result = docs();

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("not known: stock-service", "--contracts-only");
        files().forEach((name, text) -> assertThat(text.contains("1 service could not be asked"))
                .as(name)
                .isEqualTo(name.endsWith(".html")));
        docs("--contracts-only");
        assertThat(files().get("index.html")).doesNotContain("could not be asked");
    }

    @Test
    void theSameContractsGiveTheSameFiles() throws Exception {
        docs();
        var first = files();
        docs();

        assertThat(files()).isEqualTo(first);
        var listed = new JsonMapper().readTree(docs("--json").out()).path("files");
        assertThat(listed).hasSize(first.size() - 1); // the list itself is nobody's page
    }

    @Test
    void whatIsNoLongerPartOfItGoesAndWhatOthersPutThereStays() throws Exception {
        docs();
        Files.delete(folder.resolve(Shop.CONTRACTS + "stock/reserved/v1.schema.json"));
        Files.writeString(folder.resolve("site/CNAME"), "events.example");

        assertThat(docs().exitCode()).isZero();

        assertThat(folder.resolve("site/events/stock.reserved.html")).doesNotExist();
        assertThat(folder.resolve("site/CNAME")).hasContent("events.example");
    }

    @Test
    void aListThatWasTamperedWithDeletesNothingElsewhere() throws Exception {
        docs();
        Path victim = Files.writeString(folder.resolve("victim"), "alive");
        Path list = folder.resolve("site/.entrega-catalogue");
        Files.writeString(list, Files.readString(list) + "../victim\n" + victim + "\n\nassets\n.\n");

        assertThat(docs().exitCode()).isZero();

        assertThat(victim).hasContent("alive");
        assertThat(folder.resolve("site/assets/site.css")).isNotEmptyFile();
        assertThat(list).content().doesNotContain("victim");
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("index.html"), "mine");

        for (String out : new String[] {"file", "foreign", "file/below", Shop.CONTRACTS, Shop.CONTRACTS + "site"}) {
            var result = terminal.run("contract", "docs", "--out", out);
            assertThat(result.exitCode()).as(out).isEqualTo(4);
            assertThat(result.err()).contains(folder.resolve(out).toString()).doesNotContain("\tat ");
        }
        assertThat(file).hasContent("mine");
        assertThat(foreign.resolve("index.html")).hasContent("mine");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(terminal.run("contract", "docs", "--out", "empty").exitCode())
                .isZero();
        assertThat(terminal.run("contract", "docs").exitCode())
                .as("without --out")
                .isEqualTo(2);
    }

    @Test
    void contractsThatCantBeReadAreAUsageErrorAndNothingIsWritten() throws Exception {
        shop.repository.write(Shop.CONTRACTS + "order/placed/v1.schema.json", "[]");

        var result = docs();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("v1.schema.json").doesNotContain("\tat ");
        assertThat(folder.resolve("site")).doesNotExist();
    }

    @Test
    void schemasThatReferToThemselvesOrAreComposedAreShownToTheirEnd() throws Exception {
        shop.repository.write(Shop.CONTRACTS + "tree/grown/v1.schema.json", """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "allOf": [{"properties": {"node": {"$ref": "#/$defs/node"}}, "required": ["node"]}],
                 "oneOf": [{"title": "by card", "properties": {"card": {"type": ["string", "null"]}}},
                           {"properties": {"iban": {"const": "DE"}}}],
                 "properties": {"labels": {"type": "object", "additionalProperties": {"type": "integer"}},
                                "any": {}, "loop": {"$ref": "#/properties/loop"}},
                 "$defs": {"node": {"type": "object", "properties":
                   {"children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}
                """);

        assertThat(page("events/tree.grown.html"))
                .contains("title=\"node.children\"", "list of object (node)", "Form 1: by card", "Form 2")
                .contains("string or null", "map of integer", "anything", "<code>\"DE\"</code>")
                .doesNotContain("node.children[].children");
    }

    private Terminal.Result docs(String... options) {
        return terminal.run(Stream.concat(Stream.of("contract", "docs", "--out", "site"), Stream.of(options))
                .toArray(String[]::new));
    }

    private String page(String name) throws IOException {
        assertThat(docs().exitCode()).isZero();
        return Files.readString(folder.resolve("site").resolve(name));
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Path site = folder.resolve("site");
        try (var all = Files.walk(site)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.put(site.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
