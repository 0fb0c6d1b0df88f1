use std::collections::BTreeMap;

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{ChainEnd, Checkpoint, Statement};
use latchstring_domain::sealed::Digest;
use latchstring_secrets::checkpoint;

use super::KeptCheckpoint;
use crate::{Caller, Failure, Latchstring};

/// How many checkpoints are in hand at a time; each may have ten thousand ends.
const AT_ONCE: u32 = 20;

/// What a walk over the checkpoints of a workspace found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckpointReport {
    /// How many checkpoints of the database were checked.
    pub checkpoints: u64,
    /// How many kept ones were compared with them.
    pub kept: u64,
    /// What does not fit.
    pub broken: Vec<BrokenCheckpoint>,
}

/// A checkpoint that the log does not fit, or that does not stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("checkpoint {number}: {why}")]
pub struct BrokenCheckpoint {
    /// Its number.
    pub number: u64,
    /// What is wrong.
    pub why: String,
}

/// Checks every checkpoint of the caller's workspace, the log against each, and those that were kept elsewhere against the
/// database. Needs the scope `events:read`.
///
/// The database alone shows whether chains have lost what was recorded of them. Only a checkpoint kept elsewhere shows that
/// the checkpoints have lost their end too, as in a database that was put back to yesterday's copy.
///
/// # Errors
/// [`Failure`].
pub async fn verify(
    ls: &Latchstring,
    caller: &Caller,
    kept: &[KeptCheckpoint],
) -> Result<CheckpointReport, Failure> {
    caller.require(ls, Scope::EventsRead).await?;
    let mut report = CheckpointReport::default();
    let mut kept = genuine(ls, caller, kept, &mut report);
    let mut before: Option<Statement> = None;
    loop {
        let number = before.map_or(0, |before| before.number);
        let part = ls.store().checkpoints(caller.workspace_id(), number, AT_ONCE).await?;
        if part.is_empty() {
            break;
        }
        for found in part {
            report.checkpoints = report.checkpoints.saturating_add(1);
            let why = match standing(ls, before.as_ref(), &found) {
                Ok(()) => missing(ls, &found).await?,
                Err(why) => Some(why),
            };
            let number = found.statement.number;
            report.broken.extend(why.map(|why| BrokenCheckpoint { number, why }));
            for one in kept.remove(&number).unwrap_or_default() {
                if one.statement != found.statement {
                    let why = "the one that was kept is another: the database went on from an older copy"
                        .to_owned();
                    report.broken.push(BrokenCheckpoint { number, why });
                }
            }
            before = Some(found.statement);
        }
    }
    report.broken.extend(kept.into_iter().filter_map(|(number, all)| {
        let taken_at = all.first()?.statement.taken_at;
        let why = format!(
            "the database does not have it, and it was made at {taken_at}: the log lost its end, or is an older copy"
        );
        Some(BrokenCheckpoint { number, why })
    }));
    Ok(report)
}

/// Those of this workspace that we signed, by number; the others are reported.
fn genuine(
    ls: &Latchstring,
    caller: &Caller,
    kept: &[KeptCheckpoint],
    report: &mut CheckpointReport,
) -> BTreeMap<u64, Vec<KeptCheckpoint>> {
    let mut genuine: BTreeMap<u64, Vec<KeptCheckpoint>> = BTreeMap::new();
    for one in kept.iter().filter(|one| one.statement.workspace_id == caller.workspace_id()) {
        report.kept = report.kept.saturating_add(1);
        let number = one.statement.number;
        match checkpoint::verify(ls.keyring(), &one.statement.canonical(), &one.signature.0) {
            Ok(()) => genuine.entry(number).or_default().push(*one),
            Err(error) => {
                report.broken.push(BrokenCheckpoint { number, why: format!("of those kept: {error}") });
            }
        }
    }
    genuine
}

/// Whether a checkpoint of the database is ours and follows the one before it.
fn standing(ls: &Latchstring, before: Option<&Statement>, found: &Checkpoint) -> Result<(), String> {
    let Checkpoint { statement, signature, ends } = found;
    checkpoint::verify(ls.keyring(), &statement.canonical(), &signature.0)
        .map_err(|error| error.to_string())?;
    let previous = before.map_or(Digest::new([0; 32]), |before| before.root);
    let size = before.map_or(0, |before| before.size) + u64::try_from(ends.len()).unwrap_or(u64::MAX);
    if statement.number != before.map_or(1, |before| before.number.saturating_add(1)) {
        return Err("the one before it is missing".to_owned());
    }
    let root = Digest::new(checkpoint::root(&Checkpoint::covered(&previous, ends)));
    if statement.previous != previous || statement.size != size || statement.root != root {
        return Err("its ends, or those of one before it, were changed".to_owned());
    }
    Ok(())
}

/// The first end that the log does not have any more.
async fn missing(ls: &Latchstring, found: &Checkpoint) -> Result<Option<String>, Failure> {
    for ChainEnd { subject, sequence, seal } in &found.ends {
        let before = sequence.saturating_sub(1);
        let stands = ls.store().events_of(*subject, before, 1).await?.pop();
        let is_there = stands.is_some_and(|event| event.sequence == *sequence && event.seal == *seal);
        if !is_there {
            return Ok(Some(format!(
                "event {sequence} of {} {} is not in the log as it was then",
                subject.kind(),
                subject.uuid()
            )));
        }
    }
    Ok(None)
}
