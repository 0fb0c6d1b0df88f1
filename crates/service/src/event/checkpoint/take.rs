use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::event::{ChainEnd, Checkpoint, CheckpointSignature, Event, Statement, Subject};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::checkpoint;
use latchstring_storage::{
    Change, ChangeSet, CommitError, Constraint, EventFilter, LogChange, MAX_LIMIT, Refusal, StorageError,
};

use crate::{Failure, Latchstring};

/// How far behind the last look the next one begins. An event can become visible after one that is younger; an hour is
/// more than any commit takes and any two clocks of a deployment may differ.
const GRACE: Duration = Duration::from_secs(3600);

/// How many ends one checkpoint holds at most: less than a megabyte.
const ENDS_AT_ONCE: usize = 10_000;

/// Records where the chains of a workspace end that have grown since its last checkpoint, unless that was made within the
/// time named last; returns how many checkpoints that took.
///
/// One that is more than ten thousand ends away from the last takes several, each standing by itself, so that a process that
/// dies between them is gone on from. Where another process records at the same time, one of the two does it.
///
/// # Errors
/// [`Failure`].
pub async fn take(ls: &Latchstring, workspace: WorkspaceId, unless_within: Duration) -> Result<u32, Failure> {
    let now = ls.now();
    let last = ls.store().last_checkpoint(workspace).await?;
    if last.as_ref().is_some_and(|last| last.statement.taken_at.saturating_add(unless_within) > now) {
        return Ok(0);
    }
    let from = last.as_ref().map(|last| last.statement.until.saturating_sub(GRACE));
    let recorded = recorded(ls, workspace, last.as_ref(), from).await?;
    let mut taking = Taking { ls, workspace, now, last: last.map(|last| last.statement), made: 0 };
    let end = Some(now.saturating_add(Duration::from_millis(1)));
    let filter = EventFilter { from, until: end, ..EventFilter::all(workspace) };
    let (mut ends, mut seen) = (BTreeMap::new(), None);
    loop {
        let events = ls.store().events_onward(&filter, seen, MAX_LIMIT).await?;
        let Some(reached) = events.last() else { break };
        seen = Some(reached.body.id);
        let until = reached.body.occurred_at;
        events.iter().for_each(|event| note(&mut ends, &recorded, event));
        if ends.len() >= ENDS_AT_ONCE && !taking.commit(std::mem::take(&mut ends), until).await? {
            return Ok(taking.made);
        }
    }
    if !ends.is_empty() {
        taking.commit(ends, now).await?;
    }
    Ok(taking.made)
}

/// What the checkpoints say that looked at any event of this time or later: those need not be said again.
async fn recorded(
    ls: &Latchstring,
    workspace: WorkspaceId,
    last: Option<&Checkpoint>,
    from: Option<Timestamp>,
) -> Result<HashMap<Subject, u64>, Failure> {
    let mut recorded = HashMap::new();
    let (mut next, Some(from)) = (last.cloned(), from) else { return Ok(recorded) };
    while let Some(checkpoint) = next.filter(|checkpoint| checkpoint.statement.until >= from) {
        for end in &checkpoint.ends {
            let sequence = recorded.entry(end.subject).or_insert(end.sequence);
            *sequence = end.sequence.max(*sequence);
        }
        let Some(before) = checkpoint.statement.number.checked_sub(2) else { break };
        next = ls.store().checkpoints(workspace, before, 1).await?.pop();
        next = next.filter(|found| found.statement.number < checkpoint.statement.number);
    }
    Ok(recorded)
}

fn note(ends: &mut BTreeMap<Subject, ChainEnd>, recorded: &HashMap<Subject, u64>, event: &Event) {
    let end = ChainEnd { subject: event.body.subject, sequence: event.sequence, seal: event.seal };
    if recorded.get(&end.subject).is_some_and(|sequence| *sequence >= end.sequence) {
        return;
    }
    let noted = ends.entry(end.subject).or_insert(end);
    if noted.sequence < end.sequence {
        *noted = end;
    }
}

/// A chain of checkpoints that is being gone on with.
struct Taking<'a> {
    ls: &'a Latchstring,
    workspace: WorkspaceId,
    now: Timestamp,
    last: Option<Statement>,
    made: u32,
}

impl Taking<'_> {
    /// Adds one; `false` when somebody else did, or the workspace is gone.
    async fn commit(&mut self, ends: BTreeMap<Subject, ChainEnd>, until: Timestamp) -> Result<bool, Failure> {
        let ends: Vec<ChainEnd> = ends.into_values().collect();
        let previous = self.last.map_or(Digest::new([0; 32]), |last| last.root);
        let recorded = u64::try_from(ends.len()).unwrap_or(u64::MAX);
        let statement = Statement {
            workspace_id: self.workspace,
            number: self.last.map_or(1, |last| last.number.saturating_add(1)),
            taken_at: self.now,
            until,
            size: self.last.map_or(0, |last| last.size).saturating_add(recorded),
            previous,
            root: Digest::new(checkpoint::root(&Checkpoint::covered(&previous, &ends))),
        };
        let signature = checkpoint::sign(self.ls.keyring(), &statement.canonical())
            .map(CheckpointSignature)
            .ok_or(Failure::Defect("the key of checkpoints cannot be made"))?;
        let change = LogChange::Checkpoint(Checkpoint { statement, signature, ends });
        match self.ls.store().commit(ChangeSet::new().with(Change::Log(change))).await {
            Ok(()) => {
                self.last = Some(statement);
                self.made = self.made.saturating_add(1);
                Ok(true)
            }
            Err(CommitError::Refused {
                why: Refusal::Stale | Refusal::Conflict(Constraint::Reference | Constraint::Identity),
                ..
            }) => Ok(false),
            Err(CommitError::Storage(error)) => Err(error.into()),
            Err(refused @ CommitError::Refused { .. }) => Err(StorageError::defect(refused).into()),
        }
    }
}
