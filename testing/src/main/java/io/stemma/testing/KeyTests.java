package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grammar of keys, and keys of which one begins with another. */
abstract class KeyTests extends ContractTests {
  private static final String LONGEST_PART = "p".repeat(128);
  private static final List<String> WRONG =
      List.of(
          "",
          "/",
          "/a",
          "a/",
          "a//b",
          ".",
          "..",
          ".a",
          "a/.b",
          "a/../b",
          "A",
          "a b",
          "a\\b",
          "a\0",
          "a\n",
          "ä",
          "a:b",
          "a*",
          "a%20",
          "\ud83d\ude00",
          LONGEST_PART + "p",
          "a/".repeat(256) + "a");
  private static final List<String> RIGHT =
      List.of(
          "z",
          "0",
          "-",
          "_",
          "-a",
          "_a",
          "a.",
          "a..b",
          "a.b-c_d",
          "stemma.json",
          "log/1/2",
          "packs/ff/00",
          "a/-",
          "a/_/b",
          LONGEST_PART,
          "con",
          "nul",
          "x/".repeat(30) + "xy",
          ("q".repeat(128) + "/").repeat(3) + "q".repeat(125));

  @Test
  void keysOutsideTheGrammarAreRefusedByEveryMethod() {
    for (String key : WRONG) {
      assertThatIllegalArgumentException().as(key).isThrownBy(() -> store.create(key));
      assertThatIllegalArgumentException().as(key).isThrownBy(() -> store.read(key, 0, 1));
      assertThatIllegalArgumentException().as(key).isThrownBy(() -> store.delete(key));
      assertThatIllegalArgumentException().as(key).isThrownBy(() -> store.sync(key));
    }
  }

  @Test
  void refusalsNameTheKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.read("No Key", 0, 1))
        .withMessageContaining("No Key");
  }

  @Test
  void everyKeyOfTheGrammarHoldsAnObject() throws IOException {
    for (String key : RIGHT) {
      assertThat(put(store, key, bytes(key))).as(key).isEqualTo(CreateOutcome.CREATED);
    }
    for (String key : RIGHT) {
      assertThat(get(store, key)).as(key).isEqualTo(bytes(key));
      store.sync(key);
    }
    assertThat(keys(store)).containsExactlyElementsOf(RIGHT.stream().sorted().toList());
    for (String key : RIGHT) {
      assertThat(store.delete(key)).as(key).isTrue();
    }
    assertThat(keys(store)).isEmpty();
  }

  @Test
  void whatOtherKeysBeginWithIsAbsent() throws IOException {
    put("a/b/c");
    for (String key : List.of("a", "a/b", "a/b/c/d", "a/b/c/d/e", "a/b/cc", "a/b/c.d")) {
      assertThatThrownBy(() -> store.read(key, 0, 1)).isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> store.read(key, 0, 0)).isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> store.read(key, 1 << 20, 9))
          .isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> store.sync(key)).isInstanceOf(NoSuchObjectException.class);
      assertThat(store.delete(key)).as(key).isFalse();
    }
    assertThat(keys(store)).containsExactly("a/b/c");
  }

  @Test
  void emptiedPlacesAreNoObjects() throws IOException {
    put("a/b/c");
    assertThat(store.delete("a/b/c")).isTrue();
    assertThat(store.delete("a/b")).isFalse();
    assertThat(store.delete("a")).isFalse();
    assertThatThrownBy(() -> store.read("a/b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
    assertThat(keys(store)).isEmpty();
    put("a/b/d");
    assertThat(keys(store)).containsExactly("a/b/d");
  }

  @Test
  void anObjectBelowAnObjectIsCreatedOrRefused() throws IOException {
    put("a/b");
    createdOrRefused("a/b/c");
    assertThat(get(store, "a/b")).isEqualTo(bytes("at a/b"));
  }

  @Test
  void anObjectAboveAnObjectIsCreatedOrRefused() throws IOException {
    put("a/b/c");
    createdOrRefused("a/b");
    assertThat(get(store, "a/b/c")).isEqualTo(bytes("at a/b/c"));
  }

  private void createdOrRefused(String key) throws IOException {
    CreateOutcome outcome;
    try {
      outcome = put(store, key, bytes("new"));
    } catch (IOException e) {
      assertThatThrownBy(() -> store.read(key, 0, 1)).isInstanceOf(NoSuchObjectException.class);
      assertThat(keys(store)).doesNotContain(key);
      return;
    }
    assertThat(outcome).isEqualTo(CreateOutcome.CREATED);
    assertThat(get(store, key)).isEqualTo(bytes("new"));
    assertThat(keys(store)).contains(key);
  }
}
