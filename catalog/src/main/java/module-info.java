/** Questions over an archive: search by attributes, and SQL that reads. */
@SuppressWarnings("requires-automatic")
module io.stemma.catalog {
  requires static transitive org.jspecify;
  requires transitive io.stemma;
  requires java.sql;
  requires com.h2database;
  requires org.slf4j;

  exports io.stemma.catalog;
  exports io.stemma.catalog.internal.sql to
      com.h2database;
}
