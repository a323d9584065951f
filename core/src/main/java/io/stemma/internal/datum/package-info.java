/**
 * Divides what inputs select into datums, and says what each is computed from: functions of trees
 * of files. {@link io.stemma.internal.datum.DatumInputs} checks an input and is the entry; {@link
 * io.stemma.internal.datum.Datums} are those of one state, {@link
 * io.stemma.internal.datum.DatumKeys} their keys.
 *
 * <p>Knows neither archives nor jobs, so that a plan, a trial and a job see the same datums. May
 * use commit, tree, path, format, base and the API's values.
 */
@NullMarked
package io.stemma.internal.datum;

import org.jspecify.annotations.NullMarked;
