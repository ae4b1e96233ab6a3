package dev.entrega.benchmark.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessClockTest {

    @Test
    void aProcessHasTakenWhatItAndItsEndedChildrenHave() {
        // utime 250, stime 50, cutime 7, cstime 3, in hundredths of a second
        String stat = "4988 (java) S 4983 4983 2282 0 -1 4194304 101 0 1 0 250 50 7 3 20 0 33 0 95467 3133440 416 1 1";

        assertThat(ProcessClock.parse(stat)).isEqualTo(Duration.ofMillis(3_100));
    }

    @Test
    void aNameWithSpacesAndParenthesesConfusesNobody() {
        String stat = "1 (a (b) 9 9) S 1 1 1 0 -1 4194304 1 1 1 1 100 0 0 0 20 0 1 0 1 1 1";

        assertThat(ProcessClock.parse(stat)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theMachineIsBusyWhenItIsNeitherIdleNorWaitingForADisk() {
        // user nice system idle iowait irq softirq steal guest guest_nice
        String stat = """
            cpu  100 20 30 100000 5000 4 6 40 100 0
            cpu0 50 10 15 50000 2500 2 3 20 50 0
            intr 1
            """;

        assertThat(ProcessClock.parseMachine(stat)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void residentMemoryIsReadInMegabytes() {
        assertThat(ProcessClock.parseResident("Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  184320 kB\n"))
                .isEqualTo(180);
    }

    @Test
    void thisProcessIsFoundAndOneThatHasEndedCostsNothing() {
        assertThat(ProcessClock.of(ProcessHandle.current().pid())).isPositive();
        assertThat(ProcessClock.ofMachine())
                .isGreaterThan(ProcessClock.of(ProcessHandle.current().pid()));
        assertThat(ProcessClock.residentMegabytes(ProcessHandle.current().pid()))
                .isGreaterThan(1);
        assertThat(ProcessClock.of(Integer.MAX_VALUE)).isZero();
        assertThat(ProcessClock.ofCompilers(Integer.MAX_VALUE)).isZero();
    }

    @Test
    void aJvmsCompilersHaveTakenAPartOfWhatItHas() {
        var compilers = ProcessClock.ofCompilers(ProcessHandle.current().pid());

        assertThat(compilers).isPositive();
        assertThat(compilers).isLessThan(ProcessClock.of(ProcessHandle.current().pid()));
    }
}
