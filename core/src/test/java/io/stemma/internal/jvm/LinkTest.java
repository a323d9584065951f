package io.stemma.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two ends of a connection that call each other. */
@Timeout(60)
class LinkTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Link> links = new ArrayList<>();

  @AfterEach
  void end() {
    links.forEach(Link::close);
    threads.shutdownNow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Two ends, which answer in these ways. */
  private void connect(Link.Handler one, Link.Handler other) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
      Socket second = server.accept();
      links.add(new Link(first.getInputStream(), first.getOutputStream(), one, threads));
      links.add(new Link(second.getInputStream(), second.getOutputStream(), other, threads));
    }
    links.forEach(link -> threads.execute(link::serve));
  }

  @Test
  void bothSidesCallAtOnceAndLongMessagesArriveWhole() throws Exception {
    connect(call -> call, call -> call);
    List<Future<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Link link = links.get(i % 2);
      byte[] call = new byte[i < 4 ? 5_000_000 + i : i == 4 ? 0 : i == 5 ? 1 << 20 : 1000 * i];
      new Random(i).nextBytes(call);
      calls.add(threads.submit(() -> Arrays.equals(link.call(call), call)));
    }
    for (Future<Boolean> call : calls) {
      assertThat(call.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void aShortCallPassesALongOne() throws Exception {
    CountDownLatch passed = new CountDownLatch(1);
    connect(
        call -> call,
        call -> {
          if (call.length > 1) {
            passed.await();
          }
          return call;
        });
    Future<byte[]> slow = threads.submit(() -> links.get(0).call(bytes("slow")));
    assertThat(links.get(0).call(bytes("q"))).isEqualTo(bytes("q"));
    passed.countDown();
    assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo(bytes("slow"));
  }

  @Test
  void anInterruptEndsTheCallsThatWantIt() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    connect(
        call -> call,
        call -> {
          if (call.length > 1) {
            never.await();
          }
          return call;
        });
    Thread.currentThread().interrupt();
    assertThat(links.get(0).call(bytes("q"))).isEqualTo(bytes("q"));
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> links.get(0).callInterruptibly(bytes("slow")));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whoWaitsIsToldThatTheOtherSideIsGone() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    connect(
        call -> call,
        call -> {
          asked.countDown();
          never.await();
          return call;
        });
    Future<Boolean> call =
        threads.submit(
            () -> {
              assertThatExceptionOfType(LinkEndedException.class)
                  .isThrownBy(() -> links.get(0).call(bytes("hello")));
              return true;
            });
    asked.await();
    links.get(1).close();
    assertThat(call.get(1, TimeUnit.MINUTES)).isTrue();
    assertThatExceptionOfType(LinkEndedException.class)
        .isThrownBy(() -> links.get(0).call(bytes("again")));
    assertThat(links.get(1).ended()).hasValue("this side has ended the connection");
  }

  @Test
  void whatAHandlerThrowsIsThrownHere() throws IOException {
    connect(
        call -> call,
        call -> {
          throw new IllegalStateException("not today");
        });
    assertThatIOException()
        .isThrownBy(() -> links.get(0).call(bytes("now")))
        .withMessage("java.lang.IllegalStateException: not today");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0       | no frame begins with 0",
        "110     | no frame begins with 110",
        "129,0   | null",
        "129,0,0,0,0,0,0,0,1,0,0,0,9,1     | a frame ends after 1 of 9 bytes",
        "129,0,0,0,0,0,0,0,1,127,0,0,0     | a frame has at most 1048576 bytes",
        "129,0,0,0,0,0,0,0,1,255,0,0,0     | a frame has at most 1048576 bytes",
        "130,0,0,0,0,0,0,0,1,0,0,0,0       | nobody waits for an answer to call 1"
      })
  void whatIsNoFrameEndsTheLink(String written, String why) throws IOException {
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    for (String value : written.split(",")) {
      new DataOutputStream(in).writeByte(Integer.parseInt(value.strip()));
    }
    Link link =
        new Link(
            new ByteArrayInputStream(in.toByteArray()),
            new ByteArrayOutputStream(),
            call -> call,
            threads);
    links.add(link);
    link.serve();
    assertThat(link.ended()).hasValueSatisfying(text -> assertThat(text).contains(why));
  }
}
