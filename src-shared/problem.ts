/**
 * A problem is something a person can mend: it names the place, the value that was given and what would
 * be accepted. The command line prints its sentence in English; the window looks the same code up in its
 * own language, so `params` holds everything either sentence needs.
 */

/** What each problem needs in order to be said. Keys are stable: the renderer translates by them. */
export interface ProblemParams {
  'file.missing': { file: string };
  'file.unreadable': { file: string; reason: string };
  'file.binary': { file: string };
  'file.unwritable': { file: string; reason: string };
  'npz.invalid': { file: string; place: string; value: string; accepted: string };
  'format.other': { file: string; format: string; endings: string };
  'format.cut': { file: string; place: string; found: number; needed: number };
  'format.damaged': { file: string; place: string; value: string };
  'format.unsupported': { file: string; place: string; value: string; accepted: string };
  'format.tooLarge': { file: string; place: string; found: number; most: number; unit: FormatUnit };
  'format.empty': { file: string; format: string };
  'format.lengths': { file: string; place: string; found: number; expected: number };
  'format.notFinite': { file: string; place: string; row: number; value: string };
  'images.unreadable': { file: string; found: number; names: string };
  'bundle.notABundle': { file: string };
  'bundle.newer': { file: string; found: number; supported: number };
  'bundle.cut': { file: string };
  'bundle.repacked': { file: string };
  'bundle.tooMany': { file: string; found: number; most: number };
  'bundle.name': { file: string; entry: string };
  'bundle.twice': { file: string; entry: string };
  'bundle.missing': { file: string; entry: string };
  'bundle.compressed': { file: string; entry: string };
  'bundle.tooLarge': { file: string; entry: string; bytes: number; most: number };
  'bundle.altered': { file: string; entry: string; reason: string };
  'bundle.content': { file: string; entry: string; field: string; value: string; accepted: string };
  'bundle.noRoom': { file: string; needed: number; free: number };
  'bundle.tooLargeToWrite': { most: number };
  'bundle.noRuns': { file: string };
  'record.changed': { file: string };
  'transfer.gone': { file: string };
  'arrays.missing': { file: string; missing: string; found: string };
  'arrays.extra': { file: string; extra: string; accepted: string };
  'arrays.shape': { file: string; name: string; found: string; expected: string };
  'arrays.columnSum': { file: string; name: string; column: number; sum: number };
  'arrays.cell': { file: string; name: string; row: number; column: number; value: string; accepted: string };
  'csv.empty': { file: string };
  'csv.noRows': { file: string };
  'csv.ragged': { file: string; line: number; found: number; expected: number };
  'csv.quoteOpen': { file: string; line: number };
  'csv.quoteInside': { file: string; line: number };
  'csv.quoteFollowed': { file: string; line: number };
  'csv.textInNumber': { file: string; line: number; column: string; value: string };
  'csv.duplicateColumn': { file: string; line: number; column: string };
  'csv.tooFewColumns': { file: string; found: number };
  'csv.missingTarget': { file: string; line: number; column: string };
  'csv.emptyColumn': { file: string; column: string };
  'csv.tooManyCategories': { file: string; column: string; found: number; most: number };
  'csv.encoding': { file: string; line: number; encoding: string };
  'csv.longRecord': { file: string; line: number; most: number };
  'csv.notDate': { file: string; line: number; column: string; value: string };
  'data.fileFormat': { file: string; accepted: string };
  'data.missingTarget': { file: string; row: number; column: string };
  'data.newCategory': { file: string; column: string; value: string; accepted: string };
  'data.noInputs': { file: string; columns: string };
  'data.tooFewGroups': { file: string; column: string; found: number; needed: number };
  'data.unknownPart': { file: string; column: string; value: string };
  'data.tooLarge': { file: string; rows: number; inputs: number; most: number };
  'data.noTable': { name: string };
  'data.inUse': { name: string; count: number; runs: string };
  'data.notImported': { name: string };
  'data.noTarget': { file: string; target: string; columns: string };
  'data.unknownSource': { value: string; nearest: string; accepted: string };
  'data.notInStore': { hash: string };
  'data.unknownOption': { source: string; option: string; accepted: string };
  'data.badOption': { source: string; option: string; value: string; least: number; most: number };
  'data.badWholeOption': { source: string; option: string; value: string; least: number; most: number };
  'data.repeatedOption': { source: string; option: string; value: string };
  'data.oneClass': { file: string; column: string; value: string };
  'data.tooFewExamples': { file: string; found: number; needed: number };
  'data.otherTask': { file: string; column: string; task: string; has: string };
  'data.notNumbers': { file: string; column: string; line: number; value: string };
  'data.tooManyClasses': { file: string; column: string; task: string; found: number; most: number };
  'setting.unknown': { key: string; nearest: string };
  'setting.invalid': { key: string; value: string; accepted: string };
  'setting.batchTooLarge': { value: number; examples: number };
  'layers.syntax': { value: string; accepted: string };
  'design.unreadable': { file: string; reason: string };
  'design.unknownField': { place: string; field: string; accepted: string };
  'design.invalid': { place: string; value: string; accepted: string };
  'design.inputs': { inputs: number; features: number };
  'design.outputs': { layer: number; units: number; needed: number };
  'design.loss': { loss: string; layer: number; activation: string; needed: string };
  'design.taskLoss': { loss: string; layer: number; activation: string; task: string; needed: string };
  'design.softmaxNotLast': { layer: number; last: number };
  'design.outputDropout': { layer: number };
  'design.residualPlace': { layer: number; from: number; most: number };
  'design.residualWidth': { layer: number; units: number; from: number; found: number; fitting: string };
  'design.weightShape': { layer: number; found: string; inner: number; needed: number; expected: string };
  'store.newer': { file: string; found: number; supported: number };
  'store.unreadable': { file: string; reason: string };
  'store.notAStore': { file: string };
  'store.unwritable': { file: string; reason: string };
  'store.damaged': { file: string; place: string; reason: string };
  'store.full': { file: string; needed: number };
  'store.gone': { file: string };
  'store.inUse': { file: string };
  'backup.exists': { file: string };
  'backup.unusable': { file: string; reason: string };
  'run.unknown': { run: string };
  'run.ambiguous': { run: string; matches: string };
  'run.inTrash': { run: string; id: string };
  'run.trashActive': { run: string; status: string };
  'trash.unknown': { run: string };
  'run.notActive': { run: string; status: string };
  'run.notWaiting': { run: string; status: string };
  'run.noParameters': { run: string };
  'run.notEnded': { run: string; status: string };
  'run.noHashes': { run: string };
  'run.beingTrained': { run: string; status: string };
  'run.notResumable': { run: string; status: string };
  'run.otherEngine': { run: string; found: string; supported: string };
  'run.goesOnDifferently': { run: string; step: number };
  'run.stepOutside': { run: string; step: number; first: number; last: number };
  'run.noCheckpoint': { run: string; step: number };
  'run.noGradients': { run: string };
  'run.stepNotRecorded': { run: string; step: number; nearest: string };
  'fork.epochs': { run: string; step: number; epoch: number; value: number };
  'fork.shapes': { run: string; step: number; layer: number; found: string; needed: string };
  'memory.beyondEngine': { needed: number; most: number };
  'memory.beyondMachine': { needed: number; free: number };
  'option.invalid': { option: string; value: string; least: number; most: number };
  'series.unknown': { key: string; accepted: string };
  'port.inUse': { port: number };
  usage: { reason: string };
}

/** What a foreign file may have too many of. */
export type FormatUnit =
  'bytes' | 'rows' | 'columns' | 'dimensions' | 'entries' | 'files' | 'folders' | 'pixels';

export type ProblemCode = keyof ProblemParams;

const sentences: { [C in ProblemCode]: (p: ProblemParams[C]) => string } = {
  'file.missing': (p) => `${p.file}: there is no such file.`,
  'file.unreadable': (p) => `${p.file}: the file cannot be read (${p.reason}).`,
  'file.binary': (p) => `${p.file}: the file cannot be read (it holds binary data, not text).`,
  'file.unwritable': (p) => `${p.file}: the file cannot be written (${p.reason}).`,
  'npz.invalid': (p) => `${p.file}, ${p.place}: ${p.value}; ${p.accepted}.`,
  'format.other': (p) =>
    `${p.file}: its first bytes are not those of ${p.format}; a sound file of this format (${p.endings}) is accepted.`,
  'format.cut': (p) =>
    `${p.file}, ${p.place}: ${p.found} bytes are there where ${p.needed} are needed; a whole file is accepted, so copy or download it again.`,
  'format.damaged': (p) =>
    `${p.file}, ${p.place}: ${p.value} cannot be right; an undamaged file is accepted, so copy or download it again.`,
  'format.unsupported': (p) =>
    `${p.file}, ${p.place}: ${p.value} cannot be read here; accepted are ${p.accepted}.`,
  'format.tooLarge': (p) => `${p.file}, ${p.place}: ${p.found} ${p.unit}; at most ${p.most} are accepted.`,
  'format.empty': (p) =>
    `${p.file}: there is nothing in it with a value for each example; ${p.format} with at least one such row is accepted.`,
  'format.lengths': (p) =>
    `${p.file}, ${p.place}: ${p.found} examples where the others have ${p.expected}; columns of one length are accepted.`,
  'format.notFinite': (p) =>
    `${p.file}, ${p.place}, row ${p.row} (counted from 1): ${p.value} is not accepted; finite numbers are, and in columns of single numbers also missing ones.`,
  'images.unreadable': (p) =>
    `${p.file}: ${p.found} ${p.found === 1 ? 'image' : 'images'} cannot be read, such as ${p.names}; whole PNG and JPEG files are accepted, so mend them or take them out of the folder.`,
  'bundle.notABundle': (p) =>
    `${p.file}: this is not a Layerbench bundle; a .layerbench file as "layerbench export" writes it is accepted.`,
  'bundle.newer': (p) =>
    `${p.file}: this bundle was written by a newer Layerbench (format ${p.found}); this one reads formats up to ${p.supported}. Nothing was changed; open it with the newer version.`,
  'bundle.cut': (p) =>
    `${p.file}: the bundle ends too early. Nothing was changed; copy or download it again.`,
  'bundle.repacked': (p) =>
    `${p.file}: the bundle is not laid out as it was exported, so it was damaged or packed again by another program. Nothing was changed; a bundle as Layerbench wrote it is accepted.`,
  'bundle.tooMany': (p) =>
    `${p.file}: the bundle has ${p.found} entries; at most ${p.most} are accepted. Nothing was changed.`,
  'bundle.name': (p) =>
    `${p.file}: an entry is called ${p.entry}, and no bundle has such an entry. Nothing was changed.`,
  'bundle.twice': (p) =>
    `${p.file}: the entry ${p.entry} stands there twice; each one once is accepted. Nothing was changed.`,
  'bundle.missing': (p) =>
    `${p.file}: the entry ${p.entry} is missing. Nothing was changed; export the bundle again.`,
  'bundle.compressed': (p) =>
    `${p.file}: the entry ${p.entry} is compressed or encrypted, and those of a bundle never are. Nothing was changed; a bundle as Layerbench wrote it is accepted.`,
  'bundle.tooLarge': (p) =>
    `${p.file}: the entry ${p.entry} has ${p.bytes} bytes; at most ${p.most} are accepted. Nothing was changed.`,
  'bundle.altered': (p) =>
    `${p.file}: the entry ${p.entry} is not what was exported (${p.reason}). Nothing was changed; copy or download the bundle again.`,
  'bundle.content': (p) =>
    `${p.file}, entry ${p.entry}, ${p.field}: ${p.value} is not accepted; ${p.accepted}. Nothing was changed.`,
  'bundle.noRoom': (p) =>
    `${p.file}: keeping it needs ${p.needed} MiB, and the disk has ${p.free} MiB free. Nothing was changed; free some space and try again.`,
  'bundle.tooLargeToWrite': (p) =>
    `the bundle would be larger than the ${p.most} MiB that one file may have; export fewer runs, or leave out data or checkpoints.`,
  'bundle.noRuns': (p) => `${p.file}: there is no run to write; name at least one.`,
  'record.changed': (p) =>
    `${p.file}: the file was changed while it was read. What was kept before is whole; import it again.`,
  'transfer.gone': (p) =>
    `${p.file}: the file is no longer waiting, because it was closed or others came after it; open it again.`,
  'arrays.missing': (p) => `${p.file}: ${p.missing} missing; the file holds ${p.found}.`,
  'arrays.extra': (p) => `${p.file}: ${p.extra} not known; the design has ${p.accepted}.`,
  'arrays.shape': (p) => `${p.file}: ${p.name} is ${p.found}; ${p.expected} is needed.`,
  'arrays.columnSum': (p) =>
    `${p.file}: ${p.name}, column ${p.column} (counted from 1) adds up to ${p.sum}; one-hot columns, or others that add up to 1, are accepted.`,
  'arrays.cell': (p) =>
    `${p.file}: ${p.name}, row ${p.row}, column ${p.column} (counted from 1): ${p.value} is not accepted; ${p.accepted}.`,
  'csv.empty': (p) => `${p.file}: the file is empty; a header or at least one row of values is needed.`,
  'csv.noRows': (p) => `${p.file}: there is a header but no row of values under it.`,
  'csv.ragged': (p) =>
    `${p.file}, line ${p.line}: ${p.found} ${p.found === 1 ? 'field' : 'fields'} where every row needs ${p.expected}.`,
  'csv.quoteOpen': (p) => badQuote(p, 'it is opened in this row and never closed'),
  'csv.quoteInside': (p) => badQuote(p, 'a quote stands inside a field that does not begin with one'),
  'csv.quoteFollowed': (p) =>
    badQuote(p, 'something follows its closing quote; a quote inside a quoted field is written twice'),
  'csv.textInNumber': (p) =>
    `${p.file}, line ${p.line}, column "${p.column}": "${p.value}" is not a number; a number or an empty field is accepted.`,
  'csv.duplicateColumn': (p) =>
    `${p.file}, line ${p.line}: column "${p.column}" stands twice; every column needs its own name.`,
  'csv.tooFewColumns': (p) =>
    `${p.file}: ${p.found} column${p.found === 1 ? '' : 's'} found; at least one input column and a target are needed.`,
  'csv.missingTarget': (p) =>
    `${p.file}, line ${p.line}, column "${p.column}": the target is empty; every row needs one.`,
  'csv.emptyColumn': (p) =>
    `${p.file}, column "${p.column}": every field is empty; at least one value is needed.`,
  'csv.tooManyCategories': (p) =>
    `${p.file}, column "${p.column}": ${p.found} different texts as an input; numbers or at most ${p.most} different texts are accepted.`,
  'csv.encoding': (p) =>
    `${p.file}, line ${p.line}: the bytes are not ${p.encoding}, which the file is up to there; one encoding for the whole file is accepted: UTF-8, UTF-16 or latin-1.`,
  'csv.longRecord': (p) =>
    `${p.file}, line ${p.line}: the row that begins here is longer than ${p.most} MiB; a quote may be missing.`,
  'csv.notDate': (p) =>
    `${p.file}, line ${p.line}, column "${p.column}": "${p.value}" is not a date; dates like 2026-11-28 or 28.11.2026, or an empty field, are accepted.`,
  'data.fileFormat': (p) =>
    `${p.file}: the file is of no format that is known here; ${p.accepted} are accepted.`,
  'data.missingTarget': (p) =>
    `${p.file}, row ${p.row}, column "${p.column}": the target is empty; every row needs one.`,
  'data.newCategory': (p) =>
    `${p.file}, column "${p.column}": "${p.value}" was not there when this preparation was made; ${p.accepted} are accepted.`,
  'data.noInputs': (p) =>
    `${p.file}: no column is left as an input; at least one beside the target is needed (the columns are ${p.columns}).`,
  'data.tooFewGroups': (p) =>
    `${p.file}, column "${p.column}": ${p.found} different groups cannot be divided; at least ${p.needed} are needed, one for each part.`,
  'data.unknownPart': (p) =>
    `${p.file}, column "${p.column}": "${p.value}" names no part of the data; train, dev and test are accepted.`,
  'data.tooLarge': (p) =>
    `${p.file}: ${p.rows} rows of ${p.inputs} inputs are more than the ${p.most} numbers that one dataset may have; leave columns out or take a subsample.`,
  'data.noTable': (p) =>
    `${p.name}: the table that this dataset was made of is not kept, so it cannot be prepared in another way; import the file again.`,
  'data.inUse': (p) =>
    `${p.name}: ${p.count} ${p.count === 1 ? 'run needs' : 'runs need'} this dataset (${p.runs}); delete them for good first, also from the trash.`,
  'data.notImported': (p) => `${p.name}: only an imported dataset can be deleted; this one is built in.`,
  'data.noTarget': (p) => `${p.file}: there is no column "${p.target}"; the columns are ${p.columns}.`,
  'data.unknownSource': (p) =>
    `data "${p.value}": neither a built-in dataset nor a file; did you mean "${p.nearest}"? Accepted are ${p.accepted}.`,
  'data.notInStore': (p) =>
    `data ${p.hash}: its examples are not in this store; import a bundle that holds them, or the table they came from.`,
  'data.unknownOption': (p) =>
    `data ${p.source}: there is no option "${p.option}"; accepted are ${p.accepted}.`,
  'data.badOption': (p) => badOption(p, `a number from ${p.least} to ${p.most} is accepted`),
  'data.badWholeOption': (p) => badOption(p, `a whole number from ${p.least} to ${p.most} is accepted`),
  'data.repeatedOption': (p) => badOption(p, 'each option is accepted once'),
  'data.oneClass': (p) =>
    `${p.file}, column "${p.column}": every row has the single class "${p.value}"; at least two classes are needed.`,
  'data.tooFewExamples': (p) =>
    `${p.file}: ${p.found} example${p.found === 1 ? '' : 's'}; at least ${p.needed} are needed.`,
  'data.otherTask': (p) => badTask(p, `this built-in dataset is ${p.has}`),
  'data.notNumbers': (p) =>
    badTask(
      { ...p, task: 'regression' },
      `line ${p.line} holds "${p.value}", and a regression needs numbers`,
    ),
  'data.tooManyClasses': (p) =>
    badTask(p, `the column has ${p.found} different values, and a ${p.task} target has at most ${p.most}`),
  'setting.unknown': (p) => `setting "${p.key}" is not known; did you mean "${p.nearest}"?`,
  'setting.invalid': (p) => `setting ${p.key}: "${p.value}" is not accepted; ${p.accepted}.`,
  'setting.batchTooLarge': (p) =>
    `setting batchSize: "${p.value}" is not accepted; the training part has ${p.examples} examples, so a whole number from 1 to ${p.examples} is accepted.`,
  'layers.syntax': (p) => `layers "${p.value}": ${p.accepted}.`,
  'design.unreadable': (p) => `${p.file}: not a design (${p.reason}).`,
  'design.unknownField': (p) => `design, ${p.place}: unknown field "${p.field}"; accepted are ${p.accepted}.`,
  'design.invalid': (p) => `design, ${p.place}: ${p.value} is not accepted; ${p.accepted}.`,
  'design.inputs': (p) =>
    `layer 1: W1 expects n_0 = ${p.inputs} inputs, but the data has ${p.features}; set the design's inputs to ${p.features}.`,
  'design.outputs': (p) =>
    `layer ${p.layer}: the output layer has n_${p.layer} = ${p.units} units, but the target needs ${p.needed}; set its units to ${p.needed}.`,
  'design.loss': (p) =>
    badLoss(p, `${p.loss} reads ${lossReads[p.loss] ?? 'other values'} and needs a ${p.needed} output`),
  'design.taskLoss': (p) => badLoss(p, `a ${p.task} target takes one of ${p.needed}`),
  'design.softmaxNotLast': (p) =>
    `layer ${p.layer}: softmax stands before the last layer ${p.last}; it is accepted only as the output.`,
  'design.outputDropout': (p) =>
    `layer ${p.layer}: dropout stands on the output layer, where it would set answers to 0; it is accepted on the layers before.`,
  'design.residualPlace': (p) =>
    `layer ${p.layer}: residualFrom ${p.from} does not lie below it; a whole number from 0 (the input) to ${p.most} is accepted.`,
  'design.residualWidth': (p) =>
    `layer ${p.layer}: residualFrom ${p.from} adds A_${p.from} with n_${p.from} = ${p.found} to Z_${p.layer} with n_${p.layer} = ${p.units}; set the units of layer ${p.layer} to ${p.found}${
      p.fitting === 'none' ? '' : `, or take one of residualFrom ${p.fitting}`
    }.`,
  'design.weightShape': (p) =>
    `layer ${p.layer}: W${p.layer} is ${p.found}, so its inner dimension ${p.inner} does not meet n_${p.layer - 1} = ${p.needed}; W${p.layer} must be ${p.expected}.`,
  'store.newer': (p) =>
    `${p.file}: this store was written by a newer Layerbench (schema ${p.found}); this one reads schemas up to ${p.supported}. Nothing was changed; open it with the newer version.`,
  'store.unreadable': (p) => `${p.file}: the store cannot be opened (${p.reason}). Nothing was changed.`,
  'store.notAStore': (p) =>
    `${p.file}: this file is not a Layerbench store; nothing was changed. Name a store, or a new file.`,
  'store.unwritable': (p) =>
    `${p.file}: the store could not be written (${p.reason}). Free some space, or end the program that holds the file, and try again.`,
  'store.damaged': (p) =>
    `${p.file}: ${p.place} is damaged (${p.reason}). Everything else can still be read; a backup of the file has the undamaged part.`,
  'store.full': (p) =>
    `${p.file}: the disk is full; ${p.needed} MB must be free on it to go on. Nothing that was saved is lost.`,
  'store.gone': (p) =>
    `${p.file}: the store is no longer at its place, so nothing is written; put the file back, or connect its disk again.`,
  'store.inUse': (p) =>
    `${p.file}: another program has this store open, so nothing was changed; close every Layerbench on it, and try again.`,
  'backup.exists': (p) => `${p.file}: a file of this name is there already; name a new one.`,
  'backup.unusable': (p) => `${p.file}: this backup cannot be restored (${p.reason}). Nothing was changed.`,
  'run.unknown': (p) => `run "${p.run}": no saved run has this id or name; "layerbench runs" lists them.`,
  'run.ambiguous': (p) => `run "${p.run}": more than one run fits (${p.matches}); give more of the id.`,
  'run.inTrash': (p) =>
    `run "${p.run}": it is in the trash; "layerbench trash --restore ${p.id}" takes it out, and then it can be used again.`,
  'run.trashActive': (p) =>
    `run ${p.run}: it is ${p.status}, and only a run that has ended can be put into the trash; stop it first.`,
  'trash.unknown': (p) =>
    `run "${p.run}": no run in the trash has this id or name; "layerbench runs --trash" lists them.`,
  'run.notActive': (p) =>
    `run ${p.run}: it is ${p.status}, so it cannot be changed here; a run that this program trains can be paused, resumed or stopped, and one that it has queued can be stopped.`,
  'run.notWaiting': (p) =>
    `run ${p.run}: it is ${p.status}, so it has no place in the queue; only a run that waits can be moved.`,
  'run.noParameters': (p) => `run ${p.run}: no parameters were saved for it.`,
  'run.notEnded': (p) =>
    `run ${p.run}: it is ${p.status}, and only a run that has ended can be replayed; stop it, or wait for its end.`,
  'run.noHashes': (p) =>
    `run ${p.run}: no hashes of its parameters were recorded, so there is nothing to compare a replay with; a run trained from now on has them.`,
  'run.beingTrained': (p) =>
    `run ${p.run}: it is ${p.status}, here or in another window or program, and one run is trained in one place only; wait for its end, or stop it there.`,
  'run.notResumable': (p) =>
    `run ${p.run}: it is ${p.status}, and only a run that was interrupted, stopped or failed goes on; fork it to train further from one of its steps.`,
  'run.otherEngine': (p) =>
    `run ${p.run}: it was trained by the engine ${p.found}, and this program trains with ${p.supported}, which would go on to other numbers; use the program that trained it, or start the run anew.`,
  'run.goesOnDifferently': (p) =>
    `run ${p.run}: training again came to other parameters at step ${p.step} than those recorded, so nothing was taken over; check the file with "layerbench doctor --deep".`,
  'run.stepOutside': (p) =>
    `run ${p.run}: step ${p.step} is not one of its steps; a whole number from ${p.first} to ${p.last} is accepted.`,
  'run.noCheckpoint': (p) =>
    `run ${p.run}: no checkpoint at or before step ${p.step} is left from which training can go on; choose a later step, or start the run anew.`,
  'run.noGradients': (p) =>
    `run ${p.run}: the numbers of its layers were not recorded; train with --gradients scalars.`,
  'run.stepNotRecorded': (p) =>
    `run ${p.run}: the numbers of its layers were not recorded at step ${p.step}; the nearest recorded are ${p.nearest}.`,
  'fork.epochs': (p) =>
    `setting epochs: "${p.value}" is not accepted; run ${p.run} is in epoch ${p.epoch} at step ${p.step}, so a whole number from ${p.epoch} is accepted.`,
  'fork.shapes': (p) =>
    `layer ${p.layer}: ${p.found} does not fit the parameters of run ${p.run} at step ${p.step}, which are ${p.needed}; keep the shapes, or fork from step 0, where every shape is accepted.`,
  'memory.beyondEngine': (p) =>
    `training needs ${p.needed} MiB of memory; at most ${p.most} MiB are accepted, so take fewer units or a smaller batchSize.`,
  'memory.beyondMachine': (p) =>
    `training needs ${p.needed} MiB of memory, and this machine has ${p.free} MiB free; take fewer units or a smaller batchSize, or end other programs.`,
  'option.invalid': (p) =>
    `option ${p.option}: "${p.value}" is not accepted; a whole number from ${p.least} to ${p.most} is accepted.`,
  'series.unknown': (p) => `series "${p.key}": not recorded for this run; recorded are ${p.accepted}.`,
  'port.inUse': (p) =>
    `port ${p.port}: it is in use or kept for others; choose a free port from 0 to 65535 (0 finds one).`,
  usage: (p) => p.reason,
};

const lossReads: Record<string, string> = {
  binaryCrossEntropy: 'probabilities',
  crossEntropy: 'a distribution over classes',
  hinge: 'values on both sides of 0',
};

function badQuote({ file, line }: { file: string; line: number }, why: string): string {
  return `${file}, line ${line}: a quoted field is not well formed (${why}).`;
}

function badOption(
  { source, option, value }: { source: string; option: string; value: string },
  accepted: string,
) {
  return `data ${source}, option ${option}: "${value}" is not accepted; ${accepted}.`;
}

function badTask(
  { file, column, task }: { file: string; column: string; task: string },
  why: string,
): string {
  return `${file}, column "${column}": the task ${task} does not fit (${why}).`;
}

function badLoss(
  { loss, layer, activation }: { loss: string; layer: number; activation: string },
  accepted: string,
) {
  return `layer ${layer}: the loss ${loss} does not fit the activation ${activation}; ${accepted}.`;
}

/** An expected refusal. Hosts turn it into exit code 2 or into a message in the window; never a stack trace. */
export class ProblemError<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C;
  readonly params: ProblemParams[C];

  /** @param file what was being read, where the sentence itself does not say it */
  constructor(code: C, params: ProblemParams[C], file?: string) {
    super(toOneLine(`${file === undefined ? '' : `${file}: `}${sentences[code](params)}`));
    this.name = 'ProblemError';
    this.code = code;
    this.params = params;
  }
}

/** A field of a file may hold line breaks and terminal codes; what is said of it stays one plain line. */
function toOneLine(sentence: string): string {
  return sentence.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

export function problem<C extends ProblemCode>(code: C, params: ProblemParams[C]): ProblemError<C> {
  return new ProblemError(code, params);
}

/**
 * What a file's text is read for: a problem found in it begins with the file's name.
 *
 * @throws ProblemError
 */
export function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError) || 'file' in error.params) throw error;
    throw new ProblemError(error.code, error.params, file);
  }
}

export function isProblem(error: unknown): error is ProblemError {
  return error instanceof ProblemError;
}

/** True where it is the store's file that cannot be used, so that a backup may help. */
export function isStoreProblem({ code }: ProblemError): boolean {
  const ofTheFile: ProblemCode[] = [
    'store.unreadable',
    'store.notAStore',
    'store.newer',
    'store.damaged',
    'store.unwritable',
  ];
  return ofTheFile.includes(code);
}

export const problemCodes = Object.keys(sentences) as readonly ProblemCode[];
