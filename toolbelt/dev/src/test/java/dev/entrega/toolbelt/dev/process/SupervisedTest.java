package dev.entrega.toolbelt.dev.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.ProcessMark;
import dev.entrega.toolbelt.project.Procfile;
import dev.entrega.toolbelt.project.ServiceFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final List<String> news = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Output output = new Output() {
        @Override
        public void line(String label, String line) {
            lines.add(label + ": " + line);
        }

        @Override
        public void news(String text) {
            news.add(text);
        }
    };

    private ProcessList processes;

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private Supervised supervised;

    @BeforeEach
    void list() throws InterruptedException {
        processes = ProcessList.begin(folder.resolve("processes"), ended -> {});
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (supervised != null) {
            supervised.stop(SOON);
        }
    }

    @Test
    void itIsReadyWhenItSaysSoAndItsLinesAreKept() throws Exception {
        start("sh -c 'echo stock is ready; exec sleep 60'");

        assertThat(supervised.awaitReady(SOON)).isTrue();
        assertThat(supervised.status().state()).isEqualTo(State.RUNNING);
        assertThat(supervised.status().lastLine()).isEqualTo("stock is ready");
        assertThat(lines).containsExactly("stock: stock is ready");
        assertThat(folder.resolve("log")).content().isEqualTo("stock is ready\n");
    }

    @Test
    void killedItIsStartedAgainAndThatIsSaid() throws Exception {
        start("sh -c 'echo stock is ready; exec sleep 60'");
        assertThat(supervised.awaitReady(SOON)).isTrue();

        long pid = supervised.kill();

        await().atMost(SOON)
                .until(() -> supervised.status().restarts() == 1
                        && supervised.status().state() == State.RUNNING);
        assertThat(supervised.status().pid()).isNotZero().isNotEqualTo(pid);
        assertThat(news).containsExactly("stock was killed and is started again");
    }

    @Test
    void whatDiesAtOnceIsStartedAgainLaterAndItsLastWordsAreSaid() {
        start("sh -c 'echo no database; exit 3'");

        await().atMost(SOON).until(() -> !news.isEmpty());
        assertThat(news.getFirst())
                .isEqualTo("stock died with exit code 3 and is started again in 1 s; it said last: no database");
        assertThat(Supervised.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Supervised.pause(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Supervised.pause(40)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void restartedOnPurposeItIsNoDeath() throws Exception {
        start("sh -c 'echo stock is ready; exec sleep 60'");
        assertThat(supervised.awaitReady(SOON)).isTrue();

        supervised.restart();

        await().atMost(SOON).until(() -> supervised.status().restarts() == 1);
        assertThat(news).isEmpty();
    }

    @Test
    @Timeout(30) // Its output stays open until the last of them has ended.
    void stoppedItStaysSoWithAllThatItHasStarted() throws Exception {
        start("sh -c 'sleep 600 & echo stock is ready; wait'");
        assertThat(supervised.awaitReady(SOON)).isTrue();
        ProcessHandle parent = ProcessHandle.of(supervised.status().pid()).orElseThrow();
        List<ProcessHandle> children = parent.descendants().toList();
        assertThat(children).hasSize(1);

        supervised.stop(SOON);

        assertThat(supervised.status().state()).isEqualTo(State.STOPPED);
        assertThat(parent.isAlive()).isFalse();
        await().atMost(SOON).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void theNextRunEndsWhatAKilledOneHasLeftBehind() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "62").start();
        String dead = "4194303 1"; // Above the highest process id.
        ProcessMark mark = ProcessMark.of(orphan.toHandle());
        ProcessMark reused = new ProcessMark(ProcessHandle.current().pid(), 1);
        Path list = folder.resolve("left");
        Files.writeString(list, dead + "\n" + mark.text() + "\n" + reused.text() + "\n17 cut o");

        assertThat(ProcessList.owner(list)).isEmpty();
        ProcessList next = ProcessList.begin(list, ended -> news.add(ended + " ended"));
        assertThat(news).containsExactly("1 ended");
        assertThat(orphan.waitFor()).isEqualTo(143);
        assertThat(ProcessList.owner(list)).contains(ProcessHandle.current());
        next.close();
        assertThat(list).doesNotExist();
    }

    @Test
    void aProcessWhoseRunIsKilledBeforeItIsOnTheListDoesNothing() throws Exception {
        Path done = folder.resolve("done");
        Process killed = launch("touch " + done).start();
        killed.getOutputStream().close(); // As the end of the run does.
        assertThat(killed.waitFor()).isNotZero();
        assertThat(done).doesNotExist();

        Process begun = launch("touch " + done).start();
        Launch.begin(begun);
        assertThat(begun.waitFor()).isZero();
        assertThat(done).exists();
    }

    private void start(String command) {
        supervised = new Supervised(launch(command), processes, output);
        supervised.start();
    }

    private Launch launch(String command) {
        var service = new ServiceFolder("stock", folder, folder, new Procfile(Map.of("worker", command)));
        return new Launch("stock", service, "worker", Map.of(), folder.resolve("log"));
    }
}
