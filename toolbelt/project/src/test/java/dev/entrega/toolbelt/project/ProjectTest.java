package dev.entrega.toolbelt.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {

    @TempDir
    private Path root;

    private ServiceFolder stock(String procfile) throws IOException {
        write("pom.xml", "<project/>");
        write("services/stock/Procfile", procfile);
        return Project.find(root).service("stock");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void aVariableWithoutAValueIsTakenAway() {
        var process = new ProcessBuilder("true");
        process.environment().put("DATABASE_URL", "of this process");

        ServiceFolder.set(process, Map.of("DATABASE_URL", "", "PORT", "8081"));

        assertThat(process.environment()).doesNotContainKey("DATABASE_URL").containsEntry("PORT", "8081");
    }

    @Test
    void aProjectIsFoundFromAFolderDeepInOneOfItsServices() throws IOException {
        write("services/stock/Procfile", "worker: java -jar stock.jar\n");
        write("services/orders/Procfile", "web: java -jar orders.jar\n");
        write("services/orders/src/Main.java", "");
        write("pom.xml", "<project/>");

        var project = Project.find(root.resolve("services/orders/src"));

        assertThat(project.root()).isEqualTo(root);
        assertThat(project.services()).extracting(ServiceFolder::name).containsExactly("orders", "stock");
    }

    @Test
    void aFolderWithAProcfileIsAProjectOfOneService() throws IOException {
        write("pricing/Procfile", "worker: java -jar target/pricing.jar\n");

        var project = Project.find(root.resolve("pricing"));

        assertThat(project.services()).extracting(ServiceFolder::name).containsExactly("pricing");
        assertThat(project.services().getFirst().root()).isEqualTo(root.resolve("pricing"));
    }

    @Test
    void aServiceOfItsOwnAmongOthersInAFolderCalledServicesIsAProject() throws IOException {
        write("services/pricing/Procfile", "worker: java -jar target/pricing.jar\n");
        write("services/returns/Procfile", "worker: java -jar target/returns.jar\n");

        var project = Project.find(root.resolve("services/pricing"));

        assertThat(project.root()).isEqualTo(root.resolve("services/pricing"));
        assertThat(project.services()).extracting(ServiceFolder::name).containsExactly("pricing");
    }

    @Test
    void whereThereIsNoProjectItSaysWhatWouldBeOne() {
        assertThatThrownBy(() -> Project.find(root))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("go to a folder with a Procfile");
    }

    @Test
    void anUnknownServiceIsAnsweredWithThoseThatThereAre() throws IOException {
        stock("worker: java -jar stock.jar\n");

        assertThatThrownBy(() -> Project.find(root).service("stok")).hasMessageContaining("but: stock");
    }

    @Test
    void aProcfileKeepsTheOrderOfItsProcessesAndSkipsComments() throws IOException {
        write(
                "Procfile",
                "# what runs\n\nweb: java $JAVA_OPTS -jar a.jar\njob: java -jar a.jar job\nrelease: java -jar a.jar release\n");

        var procfile = Procfile.read(root.resolve("Procfile"));

        assertThat(procfile.processes())
                .containsExactly(
                        Map.entry("web", "java $JAVA_OPTS -jar a.jar"),
                        Map.entry("job", "java -jar a.jar job"),
                        Map.entry("release", "java -jar a.jar release"));
        assertThat(procfile.lasting()).as("what runs until it is stopped").containsExactly("web");
        assertThat(procfile.describe()).contains("java -jar a.jar describe");
    }

    @Test
    void aLineThatIsNoProcessTypeIsRefused() throws IOException {
        write("Procfile", "java -jar a.jar\n");

        assertThatThrownBy(() -> Procfile.read(root.resolve("Procfile")))
                .hasMessageContaining("write it as type: command");
    }

    @Test
    void aServiceThatCantDescribeItselfIsQuotedWithItsLastWords() throws IOException {
        var stock = stock("release: sh -c 'echo no database >&2; exit 1' release\n");

        assertThatThrownBy(() -> stock.describe(Map.of()))
                .hasMessage("stock can't describe itself (no database): check that it was built (mvn package), and that"
                        + " it starts");
    }

    @Test
    void aServiceThatDoesNotEndIsNotWaitedForLongerThanItMayTake() throws IOException {
        var stock = stock("release: sh -c 'echo {; sleep 600' release\n");

        assertThatThrownBy(() -> stock.describe(Map.of(), Duration.ofMillis(200)))
                .hasMessageContaining("stock did not describe itself within");
    }

    @Test
    void aServiceFindsTheJavaThatRunsTheTool() throws Exception {
        var java = stock("java: java -XshowSettings:properties -version\n")
                .process("java -XshowSettings:properties -version")
                .redirectErrorStream(true)
                .start();

        assertThat(java.inputReader().lines())
                .anyMatch(line -> line.contains("java.home = " + System.getProperty("java.home")));
    }

    @Test
    void whatDevSetsForAServiceIsReadFromItsFile() throws IOException {
        write("services/stock/dev.env", "# fixed in development\nPORT=8080\n");

        assertThat(stock("worker: true\n").devEnvironment()).containsExactly(Map.entry("PORT", "8080"));
    }
}
