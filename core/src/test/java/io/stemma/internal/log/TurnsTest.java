package io.stemma.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** Virtual time that notes how long was waited. */
  private static final class Recording implements Pause {
    private final VirtualTime time = new VirtualTime();
    private final List<Long> waits = new ArrayList<>();

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      waits.add(nanos);
      time.sleep(nanos);
    }
  }

  private final Recording pause = new Recording();
  private final Turns turns =
      new Turns(
          new LogOptions(
              pause.time, pause, new Random(1), Duration.ofSeconds(30), KnownHeads.inMemory(), 1));

  private void entry(long sequence, long nanos) {
    turns.begin();
    pause.time.pass(nanos);
    turns.end(sequence);
  }

  @Test
  void doesNotWaitWhileAlone() {
    for (long sequence = 1_000; sequence < 1_100; sequence++) {
      entry(sequence, 3 * MILLI);
      pause.time.pass(4 * MILLI);
    }

    assertThat(pause.waits).isEmpty();
  }

  @Test
  void waitsAfterEverySixteenthOfEntriesThatFollowEachOtherAtOnce() {
    for (long sequence = 1_000; sequence < 1_100; sequence++) {
      entry(sequence, 3 * MILLI);
      pause.time.pass(MILLI);
      assertThat(pause.waits).hasSize((int) (sequence - 1_000 + 1) / 16);
    }

    assertThat(pause.waits).containsOnly(6 * MILLI);
  }

  @Test
  void doesNotWaitAfterItsFirstEntryWhichTellsNothing() {
    entry(7, 3 * MILLI);

    assertThat(pause.waits).isEmpty();
  }

  @Test
  void doesNotTakeAnEntryThatFailedForThatOfAnother() {
    entry(7, 3 * MILLI);
    entry(7, 3 * MILLI);
    entry(8, 3 * MILLI);

    assertThat(pause.waits).isEmpty();
  }

  @Test
  void waitsAfterAnEntryOfAnotherAtRandomUpToTwiceTheTimeOfItsOwn() {
    entry(1, MILLI);
    for (int i = 1; i <= 1_000; i++) {
      entry(1 + 2L * i, 3 * MILLI);
    }

    assertThat(pause.waits)
        .hasSize(1_000)
        .allSatisfy(wait -> assertThat(wait).isBetween(1L, 6 * MILLI));
    assertThat(pause.waits).anySatisfy(wait -> assertThat(wait).isLessThan(MILLI / 2));
    assertThat(pause.waits).anySatisfy(wait -> assertThat(wait).isGreaterThan(5 * MILLI));
  }

  @Test
  void neverWaitsLongerThan40Milliseconds() {
    entry(1, MILLI);
    for (int i = 1; i <= 1_000; i++) {
      entry(1 + 2L * i, 30_000 * MILLI);
    }

    assertThat(pause.waits)
        .hasSize(1_000)
        .allSatisfy(wait -> assertThat(wait).isBetween(1L, 40 * MILLI));
  }

  @Test
  void waitsAtLeastALittleWhereAnEntryTakesNoTime() {
    entry(1, 0);
    entry(5, 0);

    assertThat(pause.waits).containsExactly(1L);
  }

  @Test
  void waitsAfterEveryEntryFor500MillisecondsAfterTheLastOfAnother() {
    entry(1, MILLI);
    entry(3, MILLI);
    long shared = pause.nanoTime() - pause.waits.get(0);
    long sequence = 4;
    for (; pause.nanoTime() + MILLI < shared + 500 * MILLI; sequence++) {
      int before = pause.waits.size();
      entry(sequence, MILLI);
      assertThat(pause.waits).hasSize(before + 1);
    }
    int waits = pause.waits.size();
    assertThat(waits).isGreaterThan(200);

    entry(sequence, MILLI);
    entry(sequence + 1, MILLI);
    assertThat(pause.waits).hasSize(waits);

    entry(sequence + 3, MILLI);
    assertThat(pause.waits).hasSize(waits + 1);
  }

  @Test
  void goesOnWhenItIsInterruptedWhileItWaits() {
    entry(1, MILLI);
    Thread.currentThread().interrupt();
    entry(3, MILLI);

    assertThat(pause.waits).isEmpty();
    assertThat(Thread.interrupted()).isFalse();
  }
}
