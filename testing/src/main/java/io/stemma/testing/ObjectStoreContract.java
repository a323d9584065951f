package io.stemma.testing;

import io.stemma.storage.ObjectStore;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link ObjectStore} as tests. A store passes it through a subclass that says how
 * to open one:
 *
 * <pre>{@code
 * class DirectoryObjectStoreTest extends ObjectStoreContract {
 *   @TempDir Path root;
 *
 *   @Override
 *   protected ObjectStore open(String place) throws IOException {
 *     return DirectoryObjectStore.open(root.resolve(place), StoreAccess.CREATE);
 *   }
 * }
 * }</pre>
 *
 * <p>There are no switches for what a store cannot do: it can do what the contract says, or it is
 * no store.
 */
public abstract class ObjectStoreContract {

  /** For subclasses. */
  protected ObjectStoreContract() {}

  /**
   * Opens the store at a place. In every test each place is empty when it is opened first; opened
   * again, at the same time or after the first store was closed, it has the same objects, as if
   * another process opened it.
   *
   * @param place a short name of lower-case letters
   * @return the store, to be closed by the test
   * @throws IOException if it cannot be opened
   */
  protected abstract ObjectStore open(String place) throws IOException;

  @Nested
  final class Keys extends KeyTests {
    @Override
    ObjectStore open(String place) throws IOException {
      return ObjectStoreContract.this.open(place);
    }
  }

  @Nested
  final class Writing extends WritingTests {
    @Override
    ObjectStore open(String place) throws IOException {
      return ObjectStoreContract.this.open(place);
    }
  }

  @Nested
  final class Reading extends ReadingTests {
    @Override
    ObjectStore open(String place) throws IOException {
      return ObjectStoreContract.this.open(place);
    }
  }

  @Nested
  final class Listing extends ListingTests {
    @Override
    ObjectStore open(String place) throws IOException {
      return ObjectStoreContract.this.open(place);
    }
  }

  @Nested
  final class Threads extends ThreadTests {
    @Override
    ObjectStore open(String place) throws IOException {
      return ObjectStoreContract.this.open(place);
    }
  }

  @Nested
  final class Interrupting extends InterruptTests {
    @Override
    ObjectStore open(String place) throws IOException {
      return ObjectStoreContract.this.open(place);
    }
  }

  @Nested
  final class Closing extends ClosingTests {
    @Override
    ObjectStore open(String place) throws IOException {
      return ObjectStoreContract.this.open(place);
    }
  }
}
