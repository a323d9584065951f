/** Programs that a new user runs first. */
module io.stemma.examples {
  requires static org.jspecify;
  requires io.stemma;
  requires io.stemma.storage.local;
  requires me.tongfei.progressbar;

  // The components of a transformation are written as JSON and read back.
  opens io.stemma.examples to
      com.fasterxml.jackson.databind;
}
