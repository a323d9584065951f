package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing: order, prefix, after, limit. */
abstract class ListingTests extends ContractTests {
  /** '-' and '.' come before '/', digits and '_' behind it: directories sort between files. */
  private static final List<String> TRICKY =
      List.of(
          "a", "a-/x", "a-b", "a-c/c", "a.", "a.b", "a.c/c", "a0", "a_/x", "aa", "b-/y", "b-c",
          "b.c", "b/-", "b/0", "b/_", "b/a", "b/a-b/c", "b/a.b", "b/ab", "b0", "b_c", "ba",
          "c/d-e/f", "c/d.e/f", "c/d/e-f", "c/d/e.f", "c/d/e/f", "c/d/e0", "c/d0/e", "c/d_/e");

  private void putTricky() throws IOException {
    for (int i = 0; i < TRICKY.size(); i++) {
      String key = TRICKY.get((i * 7) % TRICKY.size());
      assertThat(put(store, key, bytes(key))).isEqualTo(CreateOutcome.CREATED);
    }
  }

  @Test
  void anEmptyStoreListsNothing() throws IOException {
    assertThat(keys(store)).isEmpty();
    assertThat(keys(store, "a", "", 10)).isEmpty();
    assertThat(keys(store, "a/b/c/", "a/b/c/d", 10)).isEmpty();
  }

  @Test
  void keysAreInTheOrderOfTheirCharacters() throws IOException {
    putTricky();
    assertThat(TRICKY).isSorted();
    assertThat(keys(store)).containsExactlyElementsOf(TRICKY);
    assertThat(keys(openAgain())).containsExactlyElementsOf(TRICKY);
  }

  @Test
  void lengthsAreThoseOfTheObjects() throws IOException {
    putTricky();
    assertThat(infos(store, "", "", 1000))
        .containsExactlyElementsOf(
            TRICKY.stream().map(k -> new ObjectInfo(k, k.length())).toList());
  }

  @Test
  void aPrefixIsAnyBeginningOfAKey() throws IOException {
    putTricky();
    for (String key : TRICKY) {
      for (int end = 1; end <= key.length(); end++) {
        String prefix = key.substring(0, end);
        assertThat(keys(store, prefix, "", 1000))
            .as("prefix %s", prefix)
            .containsExactlyElementsOf(TRICKY.stream().filter(k -> k.startsWith(prefix)).toList());
      }
    }
    assertThat(keys(store, "c/d/e/f/", "", 9)).isEmpty();
    assertThat(keys(store, "d", "", 9)).isEmpty();
    assertThat(keys(store, "a/", "", 9)).isEmpty();
  }

  @Test
  void afterExcludesItselfAndAllBeforeIt() throws IOException {
    putTricky();
    List<String> places = new ArrayList<>(TRICKY);
    places.addAll(
        List.of("-", "0", "a-/", "a-/w", "a-/y", "a1", "b", "b/", "b/a-b/", "b/a/", "c/d/"));
    places.addAll(List.of("c/d", "c/d/e/", "c/d/e/g", "c/d/f", "zz", "c/d-e/f/g"));
    for (String after : places) {
      assertThat(keys(store, "", after, 1000))
          .as("after %s", after)
          .containsExactlyElementsOf(TRICKY.stream().filter(k -> k.compareTo(after) > 0).toList());
    }
  }

  @Test
  void prefixAfterAndLimitGoTogether() throws IOException {
    putTricky();
    for (String prefix : List.of("", "a", "b/", "c/d", "c/d/", "b/a", "d")) {
      for (String after : TRICKY) {
        for (int limit : new int[] {1, 2, 5}) {
          assertThat(keys(store, prefix, after, limit))
              .as("prefix %s, after %s, limit %s", prefix, after, limit)
              .containsExactlyElementsOf(
                  TRICKY.stream()
                      .filter(k -> k.startsWith(prefix) && k.compareTo(after) > 0)
                      .limit(limit)
                      .toList());
        }
      }
    }
  }

  @Test
  void pagesJoinWithoutGapOrOverlap() throws IOException {
    putTricky();
    for (int size : new int[] {1, 2, 3, 7, 31, 32, 100}) {
      List<String> all = new ArrayList<>();
      List<String> page = keys(store, "", "", size);
      while (!page.isEmpty()) {
        assertThat(page.size()).isLessThanOrEqualTo(size);
        all.addAll(page);
        page = keys(store, "", all.get(all.size() - 1), size);
      }
      assertThat(all).containsExactlyElementsOf(TRICKY);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomKeysListAsASortedSetDoes(long seed) throws IOException {
    Random random = new Random(seed);
    TreeSet<String> model = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      String key = randomKey(random);
      try {
        put(store, key, bytes(key));
        model.add(key);
      } catch (IOException e) {
        assertThat(model).as("only keys in the way may be refused: %s", key).anyMatch(clash(key));
      }
    }
    for (int i = 0; i < 300; i++) {
      String prefix = random.nextInt(3) == 0 ? "" : beginning(random);
      String after = random.nextInt(3) == 0 ? "" : beginning(random);
      int limit = 1 + random.nextInt(20);
      assertThat(keys(store, prefix, after, limit))
          .as("seed %s, prefix %s, after %s, limit %s", seed, prefix, after, limit)
          .containsExactlyElementsOf(
              model.stream()
                  .filter(k -> k.startsWith(prefix) && k.compareTo(after) > 0)
                  .limit(limit)
                  .toList());
    }
  }

  private static java.util.function.Predicate<String> clash(String key) {
    return k -> k.startsWith(key + "/") || key.startsWith(k + "/");
  }

  private static String beginning(Random random) {
    String key = randomKey(random);
    return key.substring(0, 1 + random.nextInt(key.length()));
  }

  private static String randomKey(Random random) {
    StringBuilder key = new StringBuilder();
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      key.append(i == 0 ? "" : "/").append("ab-_0".charAt(random.nextInt(5)));
      int more = random.nextInt(3);
      for (int j = 0; j < more; j++) {
        key.append("a-._0".charAt(random.nextInt(5)));
      }
    }
    return key.toString();
  }

  @Test
  void aLargeListingIsWholeAndOrdered() throws Exception {
    List<String> expected =
        IntStream.range(0, 1_000).mapToObj(i -> "n/%02d/%04d".formatted(i / 100, i)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<CreateOutcome>> outcomes = new ArrayList<>();
      for (String key : expected) {
        outcomes.add(threads.submit(() -> put(store, key, new byte[1])));
      }
      for (Future<CreateOutcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(CreateOutcome.CREATED);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(keys(store)).containsExactlyElementsOf(expected);
    assertThat(keys(store, "n/0", "n/07/0799", 201)).hasSize(200).startsWith("n/08/0800");
  }

  @Test
  void aListingMayBeLeftEarlyAndClosedTwice() throws IOException {
    putTricky();
    Stream<ObjectInfo> objects = store.list("", "", 100);
    Iterator<ObjectInfo> iterator = objects.iterator();
    assertThat(iterator.next().key()).isEqualTo("a");
    objects.close();
    objects.close();
    store.list("", "", 100).close();
    assertThat(keys(store, "", "", 1)).containsExactly("a");
  }

  @Test
  void whatStaysIsListedOnceWhileOthersComeAndGo() throws IOException {
    List<String> staying = IntStream.range(0, 50).mapToObj(i -> "s/%02d/x".formatted(i)).toList();
    put(staying.toArray(String[]::new));
    put("s/40/gone", "s/48/gone");
    List<String> seen = new ArrayList<>();
    try (Stream<ObjectInfo> objects = store.list("s/", "", 1000)) {
      Iterator<ObjectInfo> iterator = objects.iterator();
      for (int i = 0; iterator.hasNext(); i++) {
        seen.add(iterator.next().key());
        put("s/%02d/new%02d".formatted(i % 50, i), "t/%02d".formatted(i));
        if (i == 10) {
          assertThat(store.delete("s/40/gone")).isTrue();
          assertThat(store.delete("s/48/gone")).isTrue();
        }
        assertThat(i).isLessThan(500);
      }
    }
    assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(staying);
  }

  @Test
  void impossibleListingsAreRefused() {
    for (String wrong : List.of("/", "A", ".a", "a//", "a/.", "a b", "ä", "x".repeat(129))) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> store.list(wrong, "", 1));
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> store.list("", wrong, 1));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> store.list("", "", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> store.list("", "", -1));
  }
}
