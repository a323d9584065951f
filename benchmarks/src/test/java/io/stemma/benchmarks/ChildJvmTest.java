package io.stemma.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ChildJvmTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Says what it was given, touches memory, and ends as told. */
  static final class Child {
    private Child() {}

    /** Does what the first argument says. */
    public static void main(String[] args) throws InterruptedException {
      System.out.println("heap " + Runtime.getRuntime().maxMemory());
      System.out.println("args " + String.join(" ", args));
      switch (args[0]) {
        case "touch" -> {
          List<byte[]> touched = new ArrayList<>();
          for (int i = 0; i < 1000; i++) {
            touched.add(new byte[100 << 10]);
          }
          System.out.println("touched " + touched.size());
        }
        case "fail" -> throw new IllegalStateException("as told");
        case "exit" -> System.exit(7);
        default -> Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private static ChildJvm start(String... args) throws IOException {
    return ChildJvm.start(
        Child.class, List.of("-Xmx200m", "-XX:TieredStopAtLevel=1"), List.of(args));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void optionsAndArgumentsArriveAndThePeakIsThatOfTheProcess() throws Exception {
    try (ChildJvm child = start("touch", "a b")) {
      assertThat(child.await(MINUTE)).isZero();
      assertThat(child.output()).contains("args touch a b", "touched 1000");
      long heap = Long.parseLong(child.output().get(0).substring("heap ".length()));
      assertThat(heap).isBetween(150L << 20, 200L << 20);
      assertThat(child.peakResidentBytes().orElse(-1)).isBetween(100L << 20, 400L << 20);
    }
  }

  @Test
  void exitStatusAndFailureArrive() throws Exception {
    try (ChildJvm child = start("exit")) {
      assertThat(child.await(MINUTE)).isEqualTo(7);
    }
    try (ChildJvm child = start("fail")) {
      assertThat(child.await(MINUTE)).isEqualTo(1);
      assertThat(child.output().toString()).contains("IllegalStateException: as told");
    }
  }

  @Test
  void aChildThatOverrunsItsTimeIsKilled() throws Exception {
    try (ChildJvm child = start("wait")) {
      child.awaitLine("args wait", MINUTE);
      assertThatThrownBy(() -> child.awaitLine("never", Duration.ofMillis(5)))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(child::peakResidentBytes).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> child.await(Duration.ofMillis(5)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ran longer");
      assertThat(child.process().isAlive()).isFalse();
      assertThat(child.peakResidentBytes()).isEmpty();
    }
  }

  @Test
  void closingKills() throws Exception {
    ChildJvm child = start("wait");
    child.close();
    assertThat(child.process().isAlive()).isFalse();
  }

  @Test
  void aRunningChildIsKilledAndAnEndedOneIsNot() throws Exception {
    try (ChildJvm running = start("wait");
        ChildJvm ended = start("exit")) {
      ended.await(MINUTE);
      running.awaitLine("args wait", MINUTE);
      assertThat(new RandomKill(1).within(running.process(), Duration.ofMillis(20))).isTrue();
      assertThat(running.process().exitValue()).isEqualTo(137);
      assertThat(new RandomKill(1).within(ended.process(), Duration.ofMillis(20))).isFalse();
    }
  }

  @Test
  void theMomentsOfKillsFollowFromTheSeed() {
    RandomKill a = new RandomKill(3);
    RandomKill b = new RandomKill(3);
    Duration span = Duration.ofSeconds(2);
    for (int i = 0; i < 1000; i++) {
      Duration delay = a.nextDelay(span);
      assertThat(delay).isEqualTo(b.nextDelay(span)).isBetween(Duration.ZERO, span);
    }
    assertThat(a.nextDelay(span)).isNotEqualTo(new RandomKill(4).nextDelay(span));
  }
}
