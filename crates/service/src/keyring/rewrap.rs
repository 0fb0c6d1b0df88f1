use std::collections::BTreeMap;

use latchstring_secrets::keyring::KeyId;
use latchstring_storage::{Change, ChangeSet, CommitError, KeyedRow, KeyedTable, Refusal, StorageError};

use super::holds::{Hold, holds, moved};
use crate::{Failure, Latchstring};

/// How many rows are moved in one commit: few, so that whoever serves recipients meanwhile hardly waits.
const ROWS_AT_ONCE: u32 = 100;

/// How often what others changed meanwhile is gone after before it is left to the next run.
const ROUNDS: u32 = 5;

/// The tables with something in them that stays.
const LASTING: [KeyedTable; 4] =
    [KeyedTable::Endpoints, KeyedTable::Providers, KeyedTable::Connections, KeyedTable::Invitations];

/// What came of a rewrap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewrapped {
    /// How many values were moved from which key.
    pub from: BTreeMap<KeyId, u64>,
    /// Rows that did not open: sealed under a key that the keyring lacks, or not as they were sealed. They are left as they
    /// are.
    pub unreadable: u64,
    /// Rows that others kept changing. Another run moves them.
    pub busy: u64,
}

/// Moves everything lasting that is sealed under another key than the primary to the primary, in small commits. What is
/// under way meanwhile is not overwritten: a row that somebody changes is read again.
///
/// There is no place to resume at, because every value says which key it is under: a run that was killed has done what it
/// has committed, and the next one does the rest. `told` hears after each commit how many values were moved in it.
///
/// # Errors
/// [`Failure`]; what was moved by then stays moved.
pub async fn rewrap(ls: &Latchstring, mut told: impl FnMut(u64)) -> Result<Rewrapped, Failure> {
    let mut report = Rewrapped::default();
    for table in LASTING {
        for round in 1..=ROUNDS {
            let mut pass = Pass::default();
            walk(ls, table, &mut pass, &mut report, &mut told).await?;
            if pass.stale == 0 || round == ROUNDS {
                report.unreadable += pass.unreadable;
                report.busy += pass.stale;
                break;
            }
        }
    }
    Ok(report)
}

/// One way through a table.
#[derive(Default)]
struct Pass {
    stale: u64,
    unreadable: u64,
}

async fn walk(
    ls: &Latchstring,
    table: KeyedTable,
    pass: &mut Pass,
    report: &mut Rewrapped,
    told: &mut impl FnMut(u64),
) -> Result<(), Failure> {
    let mut after: Option<Vec<u8>> = None;
    loop {
        let rows = ls.store().keyed_rows(table, after.as_deref(), ROWS_AT_ONCE).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(last.place());
        let mut batch = Vec::new();
        for row in rows {
            match of_row(ls, row) {
                Ok(Some(moving)) => batch.push(moving),
                Ok(None) => {}
                Err(place) => {
                    tracing::warn!(
                        ?table,
                        row = place,
                        "a sealed value does not open, and stays under its key"
                    );
                    pass.unreadable += 1;
                }
            }
        }
        let in_this = send(ls, batch, pass, report).await?;
        if in_this > 0 {
            told(in_this);
        }
    }
}

/// A change, and from which keys it moves how many values.
struct Moving {
    change: Change,
    from: Vec<KeyId>,
}

fn of_row(ls: &Latchstring, row: KeyedRow) -> Result<Option<Moving>, String> {
    let place = || row.place().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let primary = ls.keyring().primary_id();
    let held = holds(&row, ls.now()).map_err(|_| place())?;
    let sealed = held.into_iter().filter(|(_, hold)| *hold == Hold::Sealed).map(|(key, _)| key);
    let from: Vec<KeyId> = sealed.filter(|key| *key != primary).collect();
    if from.is_empty() {
        return Ok(None);
    }
    let named = place();
    let change = moved(ls, row).map_err(|_| named)?;
    Ok(change.map(|change| Moving { change, from }))
}

/// Commits a batch whole, without those rows that were changed since they were read.
async fn send(
    ls: &Latchstring,
    mut batch: Vec<Moving>,
    pass: &mut Pass,
    report: &mut Rewrapped,
) -> Result<u64, Failure> {
    while !batch.is_empty() {
        let mut set = ChangeSet::new();
        batch.iter().for_each(|moving| set.push(moving.change.clone()));
        match ls.store().commit(set).await {
            Ok(()) => break,
            Err(CommitError::Refused { why: Refusal::Stale, index, .. }) if index < batch.len() => {
                batch.remove(index);
                pass.stale += 1;
            }
            Err(CommitError::Storage(error)) => return Err(error.into()),
            Err(refused @ CommitError::Refused { .. }) => return Err(StorageError::defect(refused).into()),
        }
    }
    let keys = batch.iter().flat_map(|moving| &moving.from);
    let mut moved = 0;
    for key in keys {
        *report.from.entry(*key).or_default() += 1;
        moved += 1;
    }
    Ok(moved)
}
