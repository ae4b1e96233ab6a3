package dev.entrega.marketplace.backoffice;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.entrega.local.LocalIssuer;
import dev.entrega.marketplace.backoffice.OrdersStub.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sees and does. Where {@code -Dscreenshots=FOLDER} is said, each test leaves pictures of its pages there. */
@EnabledIf(
        value = "hasChromium",
        disabledReason =
                "there is no Chromium at /usr/bin/chromium: install Debian's package chromium, or say -Dchromium=PATH")
class BackofficeBrowserTest {
    private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    private static final int PHONE = 390;

    /** For a page to become as it should, in milliseconds; a slow machine has it, too. */
    private static final int SOON = 60_000;

    private static OrdersStub orders;
    private static BackofficeServer backoffice;
    private static LocalIssuer issuer;
    private static BackofficeServer guarded;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private BrowserContext context;
    private Page page;

    static boolean hasChromium() {
        return Files.isExecutable(CHROMIUM);
    }

    @BeforeAll
    static void start() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(SOON);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
        orders = new OrdersStub();
        backoffice = new BackofficeServer(orders.url(), Map.of());
        issuer = LocalIssuer.start(0).register(BackofficeServer.CLIENT, BackofficeServer.SECRET);
        guarded = new BackofficeServer(orders.url(), issuer, Map.of("test.clock", true));
    }

    @AfterAll
    static void stop() {
        if (backoffice != null) {
            guarded.close();
            issuer.close();
            backoffice.close();
            orders.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        orders.clear();
        use(backoffice, new Browser.NewContextOptions());
    }

    private void use(BackofficeServer server, Browser.NewContextOptions options) {
        context = browser.newContext(options.setBaseURL(server.uri("/").toString()));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** A violation of the policy is an error of the console. */
    @AfterEach
    void close(TestInfo test) {
        picture(test.getDisplayName());
        context.close();
        assertThat(complaints).isEmpty();
    }

    private void picture(String name) {
        String folder = System.getProperty("screenshots");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(folder, name.replaceAll("\\W+", "-") + ".png")));
        }
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private void fillIn() {
        page.getByLabel("Name").fill("Ana Sousa");
        page.getByLabel("E-mail").fill("ana@example.org");
        page.getByLabel("Deliver to").fill("Rua Augusta 1, Lisboa");
        page.getByLabel("Product 1").fill("SKU-001");
        page.getByLabel("Pieces 1").fill("2");
    }

    @Test
    void theListShowsAnOrderThatIsPlacedElsewhereWithoutAReload() {
        orders.placed("Beatriz");
        page.navigate("/orders");
        assertThat(page.locator("#orders")).containsText("Beatriz");
        page.evaluate("window.sameDocument = true");

        String id = orders.placed("Carlos");
        assertThat(page.locator("#orders")).containsText("Carlos");
        orders.move(id, "confirmed");
        assertThat(page.locator("#orders tbody tr").first()).containsText("confirmed");

        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    }

    @Test
    void anOrderIsPlacedAndFollowed() {
        page.navigate("/orders");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New order"))
                .click();
        fillIn();
        button("Place order").click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText("Order");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("placed");
        String id = page.url().replaceAll(".*/", "");
        orders.move(id, "confirmed");
        orders.move(id, "shipped");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("shipped");
        assertThat(page.locator(".timeline")).containsText("order.shipped.v1");
        assertThat(button("Cancel order")).hasCount(0);
    }

    @Test
    void aDoubleClickPlacesOnce() {
        page.navigate("/orders/new");
        fillIn();
        button("Place order").dblclick();

        page.waitForURL("**/orders/0189*");
        assertThat(orders.size()).isEqualTo(1);
    }

    @Test
    void anOrderIsCancelled() {
        page.navigate("/orders/" + orders.placed("Ana Sousa"));
        page.getByLabel("Reason").fill("The buyer has asked for it.");
        button("Cancel order").click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("cancelled");
        assertThat(page.locator(".timeline")).containsText("order.cancelled.v1");
    }

    @Test
    void aReasonThatIsBeingWrittenOutlivesAnUpdate() {
        String id = orders.placed("Ana Sousa");
        page.navigate("/orders/" + id);
        page.getByLabel("Reason").fill("The buyer has");
        orders.move(id, "confirmed");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("confirmed");

        assertThat(page.getByLabel("Reason")).hasValue("The buyer has");
        assertThat(page.getByLabel("Reason")).isFocused();
        button("Cancel order").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("cancelled");
    }

    @Test
    void whatIsWrongIsSaidBesideTheField() {
        page.navigate("/orders/new");
        fillIn();
        page.getByLabel("Product 1").fill("SKU-999");
        button("Place order").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Product 1 is no product of ours");
        assertThat(page.getByLabel("Product 1")).hasAccessibleDescription("is no product of ours");
        assertThat(page.getByLabel("Name")).hasValue("Ana Sousa");
        picture("a field is wrong");
        page.getByLabel("Product 1").fill("SKU-002");
        page.getByLabel("Product 1").press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("placed");
        complaints.removeIf(complaint -> complaint.contains("422")); // The browser's own word for the first answer.
    }

    @Test
    void aPageSaysThatItMayBeOutOfDateAndGoesOn() {
        orders.placed("Ana Sousa");
        page.navigate("/orders");
        orders.become(Fault.AWAY);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("orders-api does not answer; showing what was seen at");
        assertThat(page.locator("#orders")).containsText("Ana Sousa");
        picture("out of date");

        orders.placed("Beatriz");
        orders.become(Fault.NONE);
        assertThat(page.locator("#orders")).containsText("Beatriz");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void aPageSaysThatTheBackofficeIsGone() {
        page.navigate("/orders");
        context.setOffline(true);
        assertThat(page.getByText("The backoffice does not answer.")).isVisible();
        picture("gone");
        context.setOffline(false);
        assertThat(page.getByText("The backoffice does not answer.")).isHidden();
        complaints.clear(); // Of the network that was not there.
    }

    @Test
    void whatBuyersWriteIsText() {
        String name = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        String id = orders.placed(name);
        page.navigate("/orders");
        assertThat(page.locator("#orders")).containsText(name);
        page.navigate("/orders/" + id);
        assertThat(page.locator("#order")).containsText(name);
    }

    /** To the backoffice that has people log in. */
    private void goWhereOneLogsIn(Browser.NewContextOptions options) {
        context.close();
        guarded.bean(MovableClock.class).goAhead(Duration.ZERO);
        use(guarded, options);
    }

    private Locator heading(Page of) {
        return of.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void somebodyLogsInPlacesAnOrderAndLogsOut(boolean withScripts) {
        goWhereOneLogsIn(new Browser.NewContextOptions().setJavaScriptEnabled(withScripts));
        page.navigate("/orders/new");
        assertThat(heading(page)).hasText("Who are you?");
        picture("issuer " + withScripts);
        button("Log in").click();
        fillIn();
        button("Place order").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("placed");
        assertThat(page.locator("header .name")).hasText("dev");
        picture("logged in " + withScripts);

        button("Log out").click();
        page.waitForURL("**/logged-out"); // By way of the issuer.
        assertThat(heading(page)).hasText("You are logged out");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Log in again"))
                .click();
        assertThat(heading(page)).hasText("Who are you?");
    }

    @Test
    void aPageWhoseSessionEndsLeadsToTheLoginAndComesBack() {
        goWhereOneLogsIn(new Browser.NewContextOptions());
        orders.placed("Ana Sousa");
        page.navigate("/orders?state=placed");
        button("Log in").click();
        assertThat(page.locator("#orders")).containsText("Ana Sousa");

        guarded.bean(MovableClock.class).goAhead(Duration.ofHours(1));
        assertThat(heading(page)).hasText("Who are you?");
        button("Log in").click();
        assertThat(page.locator("#orders")).containsText("Ana Sousa");
        assertThat(page).hasURL(Pattern.compile(".*/orders\\?state=placed$"));
        complaints.removeIf(complaint -> complaint.contains("401"));
    }

    @Test
    void whatWasTypedOutlivesTheSession() {
        goWhereOneLogsIn(new Browser.NewContextOptions());
        page.navigate("/orders/new");
        button("Log in").click();
        fillIn();
        guarded.bean(MovableClock.class).goAhead(Duration.ofHours(1));
        button("Place order").click();
        assertThat(heading(page)).hasText("You are not logged in any more");
        picture("not logged in any more");

        Page tab = page.waitForPopup(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Log in"))
                .click());
        tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(heading(tab)).hasText("You are logged in");
        tab.close();
        button("Send it").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("placed");
        assertThat(page.locator("dl")).containsText("Ana Sousa");
        assertThat(orders.size()).isEqualTo(1);
        complaints.removeIf(complaint -> complaint.contains("401"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"})
    void aPhoneShowsWhoIsLoggedIn(String name) {
        goWhereOneLogsIn(new Browser.NewContextOptions().setViewportSize(PHONE, 844));
        orders.placed("Ana Sousa");
        page.navigate("/orders");
        picture("issuer on a phone");
        page.getByLabel("Name").fill(name);
        button("Log in").click();

        assertThat(page.locator("header .name")).hasText(name);
        assertThat(button("Log out")).isInViewport();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(PHONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "order", "form", "failure"})
    void aPhoneScrollsInOneDirection(String which) {
        context.close();
        use(
                backoffice,
                new Browser.NewContextOptions()
                        .setViewportSize(PHONE, 844)
                        .setColorScheme(which.equals("order") ? ColorScheme.DARK : ColorScheme.LIGHT));
        orders.placed("Maria do Carmo Albuquerque de Vasconcelos e Sousa-Mascarenhas");
        String id = orders.placed("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessen");
        orders.move(id, "confirmed");
        String path = switch (which) {
            case "list" -> "/orders";
            case "order" -> "/orders/" + id;
            case "form" -> "/orders/new";
            default -> "/orders/nothing";
        };
        page.navigate(path);

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(PHONE);
        // What is cut off instead is lost; the table's head is for screen readers there.
        assertThat(page.evaluate(
                        "[...document.querySelectorAll('body *:not(thead *)')].filter(any => any.getBoundingClientRect().right > innerWidth)"
                                + ".map(any => any.className).join()"))
                .isEqualTo("");
        complaints.removeIf(complaint -> complaint.contains("404"));
    }

    @Test
    void pagesAndFormsNeedNoScript() {
        context.close();
        use(backoffice, new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate("/orders/new");
        fillIn();
        button("Place order").click();
        page.getByLabel("Reason").fill("The buyer has asked for it.");
        button("Cancel order").click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("cancelled");
    }
}
