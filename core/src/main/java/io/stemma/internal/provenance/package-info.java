/**
 * What something was made from, as a graph, and the texts that it is exported as. Begin with {@link
 * io.stemma.internal.provenance.ProvenanceGraph}. Knows no archive: functions of values.
 */
@NullMarked
package io.stemma.internal.provenance;

import org.jspecify.annotations.NullMarked;
